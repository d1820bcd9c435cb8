"""What the practices rest on."""

from lrlab.plans.practices._practice import Source

_ARXIV = "https://arxiv.org/abs/"

ALGOPERF = Source(
    authors="MLCommons",
    title="AlgoPerf: training algorithms, v0.5",
    year=2024,
    link="https://github.com/mlcommons/submissions_algorithms",
    place="external tuning",
)
ALGOPERF_BASELINE = Source(
    authors="MLCommons",
    title="algorithmic-efficiency",
    year=2023,
    link="https://github.com/mlcommons/algorithmic-efficiency",
    place="algorithms/paper_baselines/nadamw/tuning_search_space.json",
)
BAG_OF_TRICKS = Source(
    authors="He et al.",
    title="Bag of tricks for image classification with convolutional neural networks",
    year=2018,
    link=f"{_ARXIV}1812.01187",
)
BERT = Source(
    authors="Devlin et al.",
    title="BERT: pre-training of deep bidirectional Transformers for language understanding",
    year=2019,
    link=f"{_ARXIV}1810.04805",
    place="appendix A.3",
)
BERT_CODE = Source(
    authors="Devlin et al.",
    title="the code of BERT",
    year=2018,
    link="https://github.com/google-research/bert",
    place="run_classifier.py, run_pretraining.py, optimization.py",
)
BUDGETED = Source(
    authors="Li et al.",
    title="Budgeted training: rethinking deep neural network training under resource constraints",
    year=2020,
    link=f"{_ARXIV}1905.04753",
)
CIFAR_SPEED = Source(
    authors="Jordan",
    title="the code of cifar10-airbench",
    year=2024,
    link="https://github.com/KellerJordan/cifar10-airbench",
)
CONVNEXT = Source(
    authors="Liu et al.",
    title="the code of ConvNeXt",
    year=2022,
    link="https://github.com/facebookresearch/ConvNeXt",
    place="TRAINING.md",
)
DEFAZIO = Source(
    authors="Defazio et al.",
    title="When, why and how much? Adaptive learning rate scheduling by refinement",
    year=2023,
    link=f"{_ARXIV}2310.07831",
)
DEIT = Source(
    authors="Touvron et al.",
    title="the code of DeiT",
    year=2020,
    link="https://github.com/facebookresearch/deit",
    place="main.py",
)
GOYAL = Source(
    authors="Goyal et al.",
    title="Accurate, large minibatch SGD: training ImageNet in 1 hour",
    year=2017,
    link=f"{_ARXIV}1706.02677",
    place="section 5, table 1 and figure 3",
)
GPT = Source(
    authors="Radford et al.",
    title="Improving language understanding by generative pre-training",
    year=2018,
    link="https://github.com/openai/finetune-transformer-lm",
)
GPT3 = Source(
    authors="Brown et al.",
    title="Language models are few-shot learners",
    year=2020,
    link=f"{_ARXIV}2005.14165",
    place="table 2.1 and appendix B",
)
GUGGER = Source(
    authors="Gugger",
    title="The 1cycle policy",
    year=2018,
    link="https://sgugger.github.io/the-1cycle-policy.html",
)
HAEGELE = Source(
    authors="Hägele et al.",
    title="Scaling laws and compute-optimal training beyond fixed training durations",
    year=2024,
    link=f"{_ARXIV}2405.18392",
)
KALRA = Source(
    authors="Kalra and Barkeshli",
    title="Why warmup the learning rate? Underlying mechanisms and improvements",
    year=2024,
    link=f"{_ARXIV}2406.09405",
)
LAMB = Source(
    authors="You et al.",
    title="Large batch optimization for deep learning: training BERT in 76 minutes",
    year=2020,
    link=f"{_ARXIV}1904.00962",
)
LLAMA2 = Source(
    authors="Touvron et al.",
    title="Llama 2: open foundation and fine-tuned chat models",
    year=2023,
    link=f"{_ARXIV}2307.09288",
    place="sections 2.2 and 3.1",
)
MALLADI = Source(
    authors="Malladi et al.",
    title="On the SDEs and scaling rules for adaptive gradient algorithms",
    year=2022,
    link=f"{_ARXIV}2205.10287",
)
MOSBACH = Source(
    authors="Mosbach et al.",
    title="On the stability of fine-tuning BERT: misconceptions, explanations and strong baselines",
    year=2021,
    link=f"{_ARXIV}2006.04884",
)
NADO = Source(
    authors="Nado et al.",
    title="A large batch optimizer reality check",
    year=2021,
    link=f"{_ARXIV}2102.06356",
)
NAGANUMA = Source(
    authors="Naganuma et al.",
    title="What do near-optimal learning rate schedules look like?",
    year=2026,
    link=f"{_ARXIV}2603.10301",
)
NANOGPT_SPEED = Source(
    authors="Jordan et al.",
    title="the code of modded-nanogpt",
    year=2024,
    link="https://github.com/KellerJordan/modded-nanogpt",
)
OLMO = Source(
    authors="Groeneveld et al.",
    title="the code of OLMo",
    year=2024,
    link="https://github.com/allenai/OLMo",
    place="configs/official/OLMo-1B.yaml and OLMo-7B-0724.yaml",
)
OTT = Source(
    authors="Ott et al.",
    title="the code of Scaling neural machine translation",
    year=2018,
    link="https://github.com/facebookresearch/fairseq",
    place="examples/scaling_nmt/README.md",
)
PYTORCH = Source(
    authors="PyTorch",
    title="torch.optim.AdamW",
    year=2026,
    link="https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html",
    place="defaults of release 2.13",
)
RESNET = Source(
    authors="He et al.",
    title="Deep residual learning for image recognition",
    year=2015,
    link=f"{_ARXIV}1512.03385",
    place="section 4.2 and table 6",
)
REX = Source(
    authors="Chen et al.",
    title="REX: revisiting budgeted training with an improved schedule",
    year=2022,
    link=f"{_ARXIV}2107.04197",
)
ROBERTA_CODE = Source(
    authors="Liu et al.",
    title="the code of RoBERTa",
    year=2019,
    link="https://github.com/facebookresearch/fairseq",
    place="examples/roberta/README.glue.md",
)
NO_DECAY = Source(
    authors="Yano et al.",
    title="Pre-training LLM without learning rate decay enhances supervised fine-tuning",
    year=2026,
    link=f"{_ARXIV}2603.16127",
)
SGDR = Source(
    authors="Loshchilov and Hutter",
    title="SGDR: stochastic gradient descent with warm restarts",
    year=2017,
    link=f"{_ARXIV}1608.03983",
)
SHALLUE = Source(
    authors="Shallue et al.",
    title="Measuring the effects of data parallelism on neural network training",
    year=2019,
    link=f"{_ARXIV}1811.03600",
)
STRAIGHT_TO_ZERO = Source(
    authors="Bergsma et al.",
    title="Straight to zero: why linearly decaying the learning rate to zero works best for LLMs",
    year=2025,
    link=f"{_ARXIV}2502.15938",
)
SUPER_CONVERGENCE = Source(
    authors="Smith and Topin",
    title="Super-convergence: very fast training of neural networks using large learning rates",
    year=2018,
    link=f"{_ARXIV}1708.07120",
    place="figure 1a, and the logs at https://github.com/lnsmith54/super-convergence",
)
TF_RESNET = Source(
    authors="TensorFlow",
    title="the official ResNet",
    year=2018,
    link="https://github.com/tensorflow/models",
    place="official/resnet/imagenet_main.py",
)
TORCHVISION = Source(
    authors="PyTorch",
    title="torchvision, reference training scripts",
    year=2022,
    link="https://github.com/pytorch/vision",
    place="references/classification/train.py",
)
TRANSFORMER = Source(
    authors="Vaswani et al.",
    title="Attention is all you need",
    year=2017,
    link=f"{_ARXIV}1706.03762",
    place="sections 5.2 and 5.3",
)
PRE_LN = Source(
    authors="Xiong et al.",
    title="On layer normalization in the Transformer architecture",
    year=2020,
    link=f"{_ARXIV}2002.04745",
)
FEW_SAMPLES = Source(
    authors="Zhang et al.",
    title="Revisiting few-sample BERT fine-tuning",
    year=2021,
    link=f"{_ARXIV}2006.05987",
)
