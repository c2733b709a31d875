"""Checks a running server's study with PyTorch: its figures are those of the models that it serves.

    java -jar server/target/latent-lab.jar serve --port 8080
    python server/src/test/pytorch/verify_study.py --product http://127.0.0.1:8080

Of every model: the MSE on all 10,000 test images is computed from its float32 files and compared with its testLoss and
with that of each study's runs (at most 1e-5 apart); so is Pearson's matrix of its codes with the server's and with the
correlation study's (at most 1e-4 apart), and the overall correlation. Of every classifier.safetensors: the accuracy of
its frozen and full networks is that of the transfer study's first draw. Needs PyTorch and nothing else.
"""
import argparse
import json
import sys
import urllib.error

import torch
from torch import nn
from torch.nn import functional as F
from verify import Decoder, Encoder, get, part, safetensors, test_images

STUDIES = "latent-dimension", "channel-capacity", "interpolation", "correlation", "transfer"


class Head(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(d, 64), nn.Linear(64, 32), nn.Linear(32, 10)

    def forward(self, z):
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(z)))))


def loaded(module, tensors, prefix):
    module.load_state_dict(part(tensors, prefix))
    return module


class Product:
    """What the server says, each thing asked for once."""

    def __init__(self, address):
        self.address = address
        self.models = self.json("models")
        presets = {one["study"]: one["presets"] for one in self.json("studies")}
        self.results = {study: [self.json(f"studies/{study}?preset={preset}") for preset in presets[study]]
                        for study in STUDIES}
        self.images = {}

    def get(self, path, accept="*/*"):
        return get(f"{self.address}/api/v1/{path}", accept)

    def json(self, path):
        return json.loads(self.get(path, "application/json"))

    def test_set(self, dataset):
        if dataset not in self.images:
            codes = next(one["id"] for one in self.models if one["dataset"] == dataset)
            labels = torch.tensor(self.json(f"models/{codes}/codes")["labels"])
            self.images[dataset] = test_images(self.address, dataset), labels
        return self.images[dataset]

    def classifier(self, model):
        try:
            return safetensors(self.get(f"models/{model}/classifier.safetensors"))
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            return None


def in_parts(module, inputs):
    return torch.cat([module(one) for one in inputs.split(500)])


def accuracy(logits, labels):
    return (logits.argmax(1) == labels).sum().item() / len(labels)


@torch.no_grad()
def check(product, model):
    name, c, d = model["id"], model["channels"], model["latentDim"]
    images, labels = product.test_set(model["dataset"])
    encoder = loaded(Encoder(c, d), safetensors(product.get(f"models/{name}/encoder.safetensors")), "encoder.")
    decoder = loaded(Decoder(c, d), safetensors(product.get(f"models/{name}/decoder.safetensors")), "decoder.")
    codes = in_parts(encoder, images)
    mse = F.mse_loss(in_parts(decoder, codes), images).item()
    losses = [model["testLoss"]] + [run["testLoss"] for results in product.results.values() for one in results
                                    for run in one["runs"] if run["id"] == name]
    row = {"id": name, "mseInPyTorch": mse, "studyRuns": len(losses) - 1,
           "lossDifference": max(abs(mse - loss) for loss in losses)}

    matrix = torch.corrcoef(codes.double().T)
    overall = matrix[~torch.eye(d, dtype=torch.bool)].abs().mean().item()
    said = [product.json(f"models/{name}/correlation")] + [
        seed for one in product.results["correlation"] for point in one["figures"]["points"] for seed in point["seeds"]
        if seed["run"] == name]
    row["correlationMatrices"] = len(said)
    row["correlationDifference"] = max(
        max((torch.tensor(one["matrix"]).double() - matrix).abs().max().item(), abs(one["overall"] - overall))
        for one in said)

    passed = row["lossDifference"] <= 1e-5 and row["correlationDifference"] <= 1e-4
    transfers = [one["figures"] for one in product.results["transfer"] if one["figures"]["model"] == name]
    classifier = product.classifier(name)
    if transfers and classifier is None:
        row["classifier"], passed = "missing", False
    if classifier:
        frozen = accuracy(loaded(Head(d), classifier, "frozen.head.")(codes), labels)
        full_codes = in_parts(loaded(Encoder(c, d), classifier, "full.encoder."), images)
        full = accuracy(loaded(Head(d), classifier, "full.head.")(full_codes), labels)
        row["frozenAccuracy"], row["fullAccuracy"] = frozen, full
        # results of two presets may be of one model, whose file is of the one that ran last
        passed &= not transfers or any(
            (one["frozen"]["draws"][0], one["full"]["draws"][0]) == (frozen, full) for one in transfers)
    row["passed"] = passed
    print(json.dumps(row), flush=True)
    return passed


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--product", default="http://127.0.0.1:8080")
    site = Product(options.parse_args().product.rstrip("/"))
    checks = [check(site, one) for one in site.models]
    sys.exit(0 if checks and all(checks) else 1)
