"""Runs the PyTorch snippet of every model's page of a running server, as a visitor copies it.

    java -jar server/target/latent-lab.jar serve --port 8080
    python server/src/test/pytorch/snippets.py --product http://127.0.0.1:8080

What the snippet's model makes of a test digit is compared with the server's encode and decode (at most 1e-5 apart).
Needs PyTorch and nothing else.
"""
import argparse
import html
import json
import re
import sys
import urllib.request

import torch

LARGEST = 1e-5


def get(url, body=None):
    headers = {} if body is None else {"Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    return urllib.request.urlopen(urllib.request.Request(url, data, headers)).read()


def snippet(product, model):
    page = get(f"{product}/models/{model}").decode()
    (code,) = re.findall(r'<code id="snippet-pytorch">(.*?)</code>', page, re.DOTALL)
    return html.unescape(code).replace("https://this.site", product)


def difference(product, model, digit):
    names = {}
    exec(compile(snippet(product, model), model, "exec"), names)
    autoencoder = names["model"]
    assert sum(p.numel() for p in autoencoder.parameters()) == json.loads(get(f"{product}/api/v1/models/{model}"))["parameters"]
    with torch.no_grad():
        code = autoencoder.encoder(torch.tensor(digit).view(1, 1, 28, 28))
        picture = autoencoder.decoder(code)
    api = f"{product}/api/v1/models/{model}"
    encoded = json.loads(get(f"{api}/encode", {"pixels": digit}))["code"]
    decoded = json.loads(get(f"{api}/decode", {"code": encoded}))["pixels"]
    return max((code.flatten() - torch.tensor(encoded)).abs().max().item(),
               (picture.flatten() - torch.tensor(decoded)).abs().max().item())


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--product", default="http://127.0.0.1:8080")
    product = arguments.parse_args().product.rstrip("/")
    digit = json.loads(get(f"{product}/api/v1/datasets/mnist/test/0"))["pixels"]
    worst = 0.0
    for model in json.loads(get(f"{product}/api/v1/models")):
        apart = difference(product, model["id"], digit)
        print(f"{model['id']:30} {apart:.1e}")
        worst = max(worst, apart)
    print(f"largest difference {worst:.1e}, allowed {LARGEST:.0e}")
    sys.exit(0 if worst <= LARGEST else 1)


if __name__ == "__main__":
    main()
