"""Checks a running server's models with PyTorch: what is exported loads, and computes what the server says.

    java -jar server/target/latent-lab.jar serve --port 8080
    python server/src/test/pytorch/verify.py --product http://127.0.0.1:8080

For each model: the float32 safetensors files go into `load_state_dict` of the network below (strict); its MSE on all
10,000 test images is compared with the model's testLoss (at most 1e-5 apart), the folded decoder with the layered one,
and the server's encode, decode and interpolate with PyTorch's own (at most 1e-5 apart). Needs PyTorch and nothing else.
"""
import argparse
import json
import struct
import sys
import urllib.request

import torch
from torch import nn
from torch.nn import functional as F


class Encoder(nn.Module):
    def __init__(self, c, d):
        super().__init__()
        self.conv1 = nn.Conv2d(1, c, 4, stride=2, padding=1)
        self.conv2 = nn.Conv2d(c, 2 * c, 4, stride=2, padding=1)
        self.fc = nn.Linear(98 * c, d)

    def forward(self, x):
        x = F.relu(self.conv2(F.relu(self.conv1(x))))
        return self.fc(torch.flatten(x, 1))


class Decoder(nn.Module):
    def __init__(self, c, d):
        super().__init__()
        self.fc = nn.Linear(d, 98 * c)
        self.conv2 = nn.ConvTranspose2d(2 * c, c, 4, stride=2, padding=1)
        self.conv1 = nn.ConvTranspose2d(c, 1, 4, stride=2, padding=1)

    def forward(self, z):
        x = self.fc(z).unflatten(1, (-1, 7, 7))
        return torch.sigmoid(self.conv1(F.relu(self.conv2(x))))


def get(url, accept="*/*", body=None):
    headers = {"Accept": accept}
    data = None
    if body is not None:
        data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
    with urllib.request.urlopen(urllib.request.Request(url, data, headers)) as answer:
        return answer.read()


def safetensors(content):
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    header.pop("__metadata__", None)
    start = 8 + length
    return {
        name: torch.frombuffer(bytearray(content[start + entry["data_offsets"][0] : start + entry["data_offsets"][1]]),
                               dtype=torch.float32).view(entry["shape"])
        for name, entry in header.items()
    }


def part(tensors, prefix):
    return {name[len(prefix) :]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def test_images(product, dataset):
    pages = [get(f"{product}/api/v1/datasets/{dataset}/test?from={start}&count=1000", "application/octet-stream")
             for start in range(0, 10_000, 1000)]
    return (torch.frombuffer(bytearray(b"".join(pages)), dtype=torch.uint8).float() / 255).view(-1, 1, 28, 28)


@torch.no_grad()
def check(product, model):
    base = f"{product}/api/v1/models/{model['id']}"
    c, d = model["channels"], model["latentDim"]
    encoder, decoder = Encoder(c, d), Decoder(c, d)
    encoder.load_state_dict(part(safetensors(get(f"{base}/encoder.safetensors")), "encoder."))
    decoder.load_state_dict(part(safetensors(get(f"{base}/decoder.safetensors")), "decoder."))
    images = test_images(product, model["dataset"])
    codes = encoder(images)
    pictures = torch.cat([decoder(z) for z in codes.split(500)])
    mse = F.mse_loss(pictures, images).item()
    parameters = sum(p.numel() for m in (encoder, decoder) for p in m.parameters())

    folded = safetensors(get(f"{base}/folded-decoder.safetensors"))
    hidden = F.relu(codes @ folded["folded.weight"].T + folded["folded.bias"]).view(-1, c, 14, 14)
    unfolded = torch.sigmoid(F.conv_transpose2d(
        hidden, folded["decoder.conv1.weight"], folded["decoder.conv1.bias"], stride=2, padding=1))

    def call(name, body):
        return json.loads(get(f"{base}/{name}", body=body))

    calls = 0.0
    for i in range(0, 50, 2):
        a, b = images[i].flatten().tolist(), images[i + 1].flatten().tolist()
        code = torch.tensor(call("encode", {"pixels": a})["code"])
        pixels = torch.tensor(call("decode", {"code": codes[i].tolist()})["pixels"])
        frame = torch.tensor(call("interpolate", {"from": a, "to": b, "alphas": [0.3]})["frames"][0]["pixels"])
        mixed = decoder((0.3 * codes[i] + 0.7 * codes[i + 1]).unsqueeze(0)).flatten()
        calls = max(calls, (code - codes[i]).abs().max().item(), (pixels - pictures[i].flatten()).abs().max().item(),
                    (frame - mixed).abs().max().item())

    row = {"id": model["id"], "testLoss": model["testLoss"], "mseInPyTorch": mse,
           "parametersAgree": parameters == model["parameters"],
           "foldedDifference": (unfolded - pictures).abs().max().item(), "callsDifference": calls}
    row["passed"] = (abs(mse - model["testLoss"]) <= 1e-5 and row["parametersAgree"]
                     and row["foldedDifference"] <= 1e-5 and calls <= 1e-5)
    print(json.dumps(row), flush=True)
    return row["passed"]


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--product", default="http://127.0.0.1:8080")
    product = options.parse_args().product.rstrip("/")
    results = [check(product, model) for model in json.loads(get(f"{product}/api/v1/models"))]
    sys.exit(0 if results and all(results) else 1)
