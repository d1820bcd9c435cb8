"use strict";
(() => {
  // Numbers as lrlab writes them everywhere: plain when short, else with an exponent.
  const number = (value, digits = 6) => {
    if (value === null || value === undefined) return "";
    const size = Math.abs(value);
    if (size === 0 || (size >= 1e-3 && size < 1e5)) return String(+value.toPrecision(digits));
    return value.toExponential(digits - 1).replace(/\.?0*e\+?/, "e");
  };
  const count = (value, largest) => {
    for (const [size, letter] of [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]])
      if (value && largest >= 1e4 && largest >= size) return +(value / size).toPrecision(6) + letter;
    return number(value);
  };
  const WHOLE = [...Array(16).keys()].flatMap((power) => [1, 2, 2.5, 5].map((digit) => digit * 10 ** power)).filter(Number.isInteger);
  const STOPS = 1500;
  const logTicks = (low, high, most) => {
    const first = Math.floor(Math.log10(low)), last = Math.ceil(Math.log10(high));
    const inside = (v) => v >= low * (1 - 1e-9) && v <= high * (1 + 1e-9);
    const of = (digits) => {
      const all = [];
      for (let power = first; power <= last; power++)
        for (const digit of digits) all.push(+(digit + "e" + power));
      return all.filter(inside);
    };
    const decades = of([1]);
    if (decades.length >= 3) {
      const apart = Math.ceil(decades.length / most);
      return decades.filter((_, i) => (decades.length - 1 - i) % apart === 0);
    }
    for (const digits of [[1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9]]) {
      const ticks = of(digits);
      if (ticks.length >= 3) return ticks.filter((_, i) => i % Math.ceil(ticks.length / most) === 0);
    }
    return [low, Math.sqrt(low * high), high].map((v) => +v.toPrecision(2));
  };

  // All series on one x: lines are read between their own points, never across a gap.
  const onto = (xs, x, y, log) => {
    const at = log ? Math.log : (v) => v;
    const out = new Array(xs.length).fill(null);
    let right = 0;
    for (let i = 0; i < xs.length; i++) {
      while (right < x.length && x[right] < xs[i]) right++;
      if (right === x.length) break;
      if (x[right] === xs[i]) out[i] = y[right];
      else if (right > 0 && y[right] !== null && y[right - 1] !== null)
        out[i] = y[right - 1] + (y[right] - y[right - 1]) * (at(xs[i]) - at(x[right - 1])) / (at(x[right]) - at(x[right - 1]));
    }
    return out;
  };
  // Marked points stay alone: where a series has none it is undefined, which is no gap in its line.
  const only = (xs, x, y) => {
    const known = new Map(x.map((at, i) => [at, y[i]]));
    return xs.map((at) => known.get(at));
  };
  const element = (tag, attributes = {}, text = "") => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
  };
  const swatch = (series) => {
    const dash = series.dash ? ` stroke-dasharray="${series.dash.join(" ")}"` : "";
    const line = series.line === false ? "" : `<path d="M1 6H23" stroke="${series.color}" stroke-width="2.5"${dash}/>`;
    const dot = series.points ? `<circle cx="12" cy="6" r="3.5" fill="${series.color}"/>` : "";
    const box = element("span");
    box.innerHTML = `<svg width="24" height="12" aria-hidden="true">${line}${dot}</svg>`;
    return box.firstChild;
  };

  class Chart {
    constructor(figure) {
      this.figure = figure;
      this.place = figure.querySelector(".chart-plot");
      this.data = JSON.parse(figure.querySelector("script").textContent);
      this.log = this.data.yLog;
      this.shown = this.data.series.map(() => true);
      for (const one of this.data.series) if (typeof one.x === "number") one.x = this.data.series[one.x].x;
      this.counts = !this.data.xLog && this.data.series.every((one) => one.x.every((x, i) => Number.isInteger(x) || one.x[i + 1] - x < 0.01));
      this.xs = this.allX();
      this.rows = this.data.series.map((one) => {
        const fill = one.line === false || one.points ? only : onto;
        const band = (edge) => edge && fill(this.xs, one.x, edge, this.data.xLog);
        return { y: fill(this.xs, one.x, one.y, this.data.xLog), low: band(one.low), high: band(one.high) };
      });
      this.dress();
      this.build();
      new ResizeObserver(() => this.fit()).observe(this.place);
      this.place.addEventListener("keydown", (event) => this.key(event));
    }

    // The x of all series, and whole numbers between them for the pointer to stop at.
    allX() {
      const all = new Set(this.data.series.flatMap((one) => one.x));
      const ordered = () => [...all].filter((x) => !this.data.xLog || x > 0).sort((a, b) => a - b);
      const known = ordered();
      if (!this.counts || this.data.series.some((one) => one.points) || known.length < 2) return known;
      const hop = Math.max(1, Math.ceil((known[known.length - 1] - known[0]) / STOPS));
      for (let x = known[0]; x < known[known.length - 1]; x += hop) all.add(x);
      return ordered();
    }

    dress() {
      this.read = element("output", { "aria-live": "polite" });
      const bar = element("div", { class: "chart-bar" });
      const choice = element("div", { class: "switch", role: "group", "aria-label": this.data.y + " axis" });
      for (const [name, log] of [["linear", false], ["log", true]]) {
        const button = element("button", { type: "button", "aria-pressed": String(this.log === log) }, name);
        button.onclick = () => {
          this.log = log;
          for (const other of choice.children) other.setAttribute("aria-pressed", String(other === button));
          this.build();
        };
        choice.append(button);
      }
      bar.append(this.read, element("span", { class: "hint" }, "drag to zoom, double-click for all"), choice);
      this.place.before(bar);
      const long = this.data.series.some((one) => one.label.length + (one.note || "").length > 44);
      const legend = element("ul", { class: long ? "legend long" : "legend" });
      this.values = this.data.series.map((one, i) => {
        const item = element("li");
        const button = element("button", { type: "button", "aria-pressed": "true" });
        const name = element("span", { class: "name" }, one.label);
        if (one.note) name.append(" ", element("small", {}, `(${one.note})`));
        const value = element("span", { class: "value" });
        button.append(swatch(one), name, value);
        button.onclick = () => this.toggle(i, button);
        item.append(button);
        legend.append(item);
        return value;
      });
      this.place.after(legend);
    }

    toggle(i, button) {
      this.shown[i] = !this.shown[i];
      button.setAttribute("aria-pressed", String(this.shown[i]));
      this.build();
    }

    build() {
      const style = getComputedStyle(document.documentElement);
      const paper = this.printing;
      const soft = paper ? "#444" : style.getPropertyValue("--soft").trim();
      const line = paper ? "#ddd" : style.getPropertyValue("--line").trim();
      const font = "12px " + getComputedStyle(document.body).fontFamily;
      const visible = (values) => this.log && values ? values.map((v) => v === undefined || v > 0 ? v : null) : values;
      const series = [{}], data = [this.xs], bands = [];
      this.curves = [];
      const floor = this.lowest();
      this.data.series.forEach((one, i) => {
        const row = this.rows[i], show = this.shown[i];
        if (row.low) {
          const lower = this.log ? row.low.map((v) => v === null || v === undefined ? v : Math.max(v, floor)) : row.low;
          data.push(visible(row.high), lower);
          const edge = { show, stroke: "transparent", points: { show: false }, width: 0, pxAlign: 0 };
          series.push(edge, { ...edge });
          bands.push({ series: [series.length - 2, series.length - 1], fill: one.color + "24" });
        }
        this.curves.push(series.length);
        data.push(visible(row.y));
        series.push({
          show, label: one.label, stroke: one.color, width: 2, pxAlign: 0, dash: one.dash && one.dash.map((part) => part * devicePixelRatio),
          points: { show: Boolean(one.points || this.alone(row.y)), size: 7, fill: one.color },
          ...(one.line === false ? { paths: () => null } : {}),
        });
      });
      const axis = { stroke: soft, font, labelFont: "600 " + font, labelSize: 22, labelGap: 2, ticks: { stroke: line, size: 5, width: 1 } };
      const xEnd = this.xs[this.xs.length - 1];
      const options = {
        width: this.width(), height: this.data.height, series, bands,
        legend: { show: false },
        padding: [10, 14, 0, 4],
        scales: {
          x: { time: false, distr: this.data.xLog ? 3 : 1, range: (u, low, high) => this.xRange(low, high) },
          y: { distr: this.log ? 3 : 1, range: (u, low, high) => this.yRange(low, high) },
        },
        axes: [
          { ...axis, label: this.data.x, size: 34, grid: { show: false }, space: 70,
            ...(this.data.xLog ? { splits: (u, a, low, high) => logTicks(low, high, 8), filter: (u, s) => s } : this.counts ? { incrs: WHOLE } : {}),
            values: (u, splits) => splits.map((v) => this.counts ? count(v, xEnd) : number(v)) },
          { ...axis, label: this.data.y, size: 64, grid: { stroke: line, width: 1 }, space: 40,
            ...(this.log ? { splits: (u, a, low, high) => logTicks(low, high, Math.max(3, this.data.height / 50)), filter: (u, s) => s } : {}),
            values: (u, splits) => splits.map((v) => number(v)) },
        ],
        cursor: { y: false, points: { size: 8 }, drag: { x: true, y: false, dist: 6 }, dataIdx: (u, s, i) => this.near(s, i) },
        hooks: { setCursor: [(u) => this.say(u)], draw: [(u) => this.marks(u)] },
      };
      if (this.plot) this.plot.destroy();
      this.plot = new uPlot(options, data, this.place);
      this.say(this.plot);
    }

    alone(y) { return y.filter((v) => v !== null && v !== undefined).length === 1; }
    width() { return this.printing ? 680 : Math.max(240, this.place.clientWidth); }
    fit() { if (this.plot && this.width() !== this.plot.width) this.plot.setSize({ width: this.width(), height: this.data.height }); }

    lowest() {
      const positive = this.rows.flatMap((row, i) => this.shown[i] ? row.y.filter((v) => v > 0) : []);
      const low = positive.reduce((a, b) => Math.min(a, b), Infinity);
      return this.data.yLow ? this.data.yLow : Number.isFinite(low) ? low * 0.8 : 0.1;
    }

    xRange(low, high) {
      if (low === null) return [0, 1];
      const whole = low === this.xs[0] && high === this.xs[this.xs.length - 1];
      if (whole && this.data.xHigh) high = Math.max(high, this.data.xHigh);
      if (low === high) return this.data.xLog ? [low / 2, high * 2] : [low, high + 1];
      if (this.data.xLog) return whole ? [low / 1.1, high * 1.1] : [low, high];
      const room = whole ? (high - low) * (this.data.series.some((one) => one.points) ? 0.02 : 0.005) : 0;
      return [low - room, high + room];
    }

    yRange(low, high) {
      if (low === null) return this.log ? [0.1, 1] : [0, 1];
      if (this.log) {
        low = this.data.yLow || Math.max(low, this.lowest());
        const room = high / low < 1.5 ? 3 : (high / low) ** 0.05;
        return [this.data.yLow ? low : low / room, high * room];
      }
      const near = !this.data.yZero && low > high / 3;  // nothing would be seen on an axis from 0
      const bottom = near ? low - (high - low) * 0.08 : Math.min(low, 0);
      return bottom === high ? [bottom, bottom + 1] : [bottom, high + (high - bottom) * 0.05];
    }

    // The nearest x at which this series has something; just before a jump counts as the jump.
    near(s, i) {
      if (i === null || i === undefined) return i;
      if (this.counts && !Number.isInteger(this.xs[i]) && i + 1 < this.xs.length) i += 1;
      const row = this.plot && this.plot.data[s];
      if (!row || row[i] !== null && row[i] !== undefined) return i;
      const one = this.data.series[this.curves.indexOf(s)];
      if (!one || !one.points) return i;
      for (let away = 1; away < row.length; away++) {
        if (row[i - away] !== null && row[i - away] !== undefined) return i - away;
        if (row[i + away] !== null && row[i + away] !== undefined) return i + away;
      }
      return i;
    }

    say(u) {
      let i = u.cursor.idx;
      const none = i === null || i === undefined;
      if (!none) i = this.near(0, i);
      this.read.textContent = none ? "" : `${this.data.x} ${this.counts ? Math.round(this.xs[i]).toLocaleString("en") : number(this.xs[i])}`;
      this.data.series.forEach((one, k) => {
        const at = none ? null : this.near(this.curves[k], i);
        this.values[k].textContent = none || !this.shown[k] ? "" : number(this.rows[k].y[at], this.data.exact ? 4 : 3) || "–";
      });
    }

    // Zeros on a log axis: triangles on the lower edge, a row for each curve.
    marks(u) {
      if (!this.log) return;
      const ratio = devicePixelRatio, size = 4.5 * ratio;
      let row = 0;
      this.data.series.forEach((one, k) => {
        const dark = one.x.filter((x, i) => one.y[i] !== null && one.y[i] <= 0);
        if (!dark.length) return;
        row += 1;
        if (!this.shown[k]) return;
        const y = u.bbox.top + u.bbox.height - row * size * 1.4;
        u.ctx.save();
        u.ctx.beginPath();
        u.ctx.rect(u.bbox.left - size, u.bbox.top, u.bbox.width + 2 * size, u.bbox.height);
        u.ctx.clip();
        u.ctx.fillStyle = one.color;
        let last = -Infinity, lastIndex = -2;
        one.x.forEach((x, i) => {
          if (one.y[i] === null || one.y[i] > 0) return;
          const at = u.valToPos(x, "x", true);
          if (lastIndex === i - 1) u.ctx.fillRect(last, y, at - last, 2.5 * ratio);
          if (at - last >= 1 || lastIndex !== i - 1) {
            u.ctx.beginPath();
            u.ctx.moveTo(at - size, y);
            u.ctx.lineTo(at + size, y);
            u.ctx.lineTo(at, y + size);
            u.ctx.fill();
          }
          last = at;
          lastIndex = i;
        });
        u.ctx.restore();
      });
    }

    key(event) {
      const turn = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      if (turn === undefined) return;
      event.preventDefault();
      const now = this.plot.cursor.idx ?? -1;
      const hop = Number.isFinite(turn) ? turn * Math.max(1, Math.round(this.xs.length / 100)) : turn;
      const i = Math.min(Math.max(now + hop, 0), this.xs.length - 1);
      this.plot.setCursor({ left: this.plot.valToPos(this.xs[i], "x"), top: 10 });
    }
  }

  const charts = window.uPlot ? [...document.querySelectorAll("figure.chart")].map((figure) => new Chart(figure)) : [];
  const rebuild = (printing) => charts.forEach((one) => { one.printing = printing; one.build(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => rebuild(false));
  addEventListener("beforeprint", () => rebuild(true));
  addEventListener("afterprint", () => rebuild(false));

  for (const block of document.querySelectorAll("pre.code")) {
    const button = element("button", { type: "button" }, "Copy");
    const text = block.querySelector("code").textContent;
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(block.querySelector("code"));
        button.textContent = "Selected";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    };
    block.append(button);
  }
})();
