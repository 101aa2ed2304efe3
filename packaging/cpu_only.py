"""Runs before everything else in the packaged program: no GPU, whose libraries are not in it, is ever looked for."""

import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""
