"""Makes the fixture of TrainingStepTest: two steps of AdamW by PyTorch on a small network.

    python training_step.py FOLDER-OF-AUTOENCODER.PY ../resources/training/pytorch-steps.safetensors

Writes the weights before, the first step's gradients and loss, and the weights after each step. The 5 images are drawn
from a formula (see pixel), so that the file need not hold them.
"""
import json
import struct
import sys

import torch
from torch.nn import functional as F

sys.path.insert(0, sys.argv[1])
from autoencoder import Autoencoder

CHANNELS, LATENT_DIM, IMAGES = 3, 2, 5


def pixel(image: int, place: int) -> int:
    return (image * 131 + place * place * 7 + place * 29) % 256


def named(prefix: str, tensors) -> dict:
    return {prefix + name: tensor.detach().clone() for name, tensor in tensors}


torch.manual_seed(0)
network = Autoencoder(CHANNELS, LATENT_DIM)
optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3)
images = torch.tensor([[pixel(i, k) for k in range(784)] for i in range(IMAGES)], dtype=torch.float32)
images = (images / 255).view(-1, 1, 28, 28)
tensors = named("before.", network.named_parameters())
for step in (1, 2):
    optimizer.zero_grad()
    loss = F.mse_loss(network(images), images)
    loss.backward()
    if step == 1:
        tensors["loss"] = loss.detach().view(1)
        tensors |= named("gradient.", ((name, p.grad) for name, p in network.named_parameters()))
    optimizer.step()
    tensors |= named(f"step{step}.", network.named_parameters())

header, offset = {"__metadata__": {"pytorch": torch.__version__}}, 0
for name, tensor in tensors.items():
    end = offset + 4 * tensor.numel()
    header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, end]}
    offset = end
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open(sys.argv[2], "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text)
    for tensor in tensors.values():
        file.write(tensor.contiguous().numpy().astype("<f4").tobytes())
