"""A plain loop over samples, workers and micro-batches: what a training run does."""


def updates_of(dataset_size, batch_size, workers, accumulation, drop_last, leftover, epochs):
    """The samples used after each update, and the updates made after each epoch."""
    used, waiting, batches = 0, 0, 0
    after_update, after_epoch = [], []
    for _ in range(epochs):
        unread = dataset_size
        while unread:
            micro_batch = 0
            for _ in range(workers):
                taken = min(batch_size, unread)
                micro_batch, unread = micro_batch + taken, unread - taken
            if drop_last and micro_batch < batch_size * workers:
                continue
            waiting, batches = waiting + micro_batch, batches + 1
            if batches == accumulation:
                used, waiting, batches = used + waiting, 0, 0
                after_update.append(used)
        if batches and leftover == "update":
            used, waiting, batches = used + waiting, 0, 0
            after_update.append(used)
        if leftover == "drop":
            waiting, batches = 0, 0
        after_epoch.append(len(after_update))
    return after_update, after_epoch
