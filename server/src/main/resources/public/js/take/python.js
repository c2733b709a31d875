// The network in PyTorch, as every snippet has it; the models’ pages take these lines from here, too.
export const NETWORK = `class Encoder(nn.Module):
    def __init__(self, c, d):
        super().__init__()
        self.conv1 = nn.Conv2d(1, c, 4, stride=2, padding=1)
        self.conv2 = nn.Conv2d(c, 2 * c, 4, stride=2, padding=1)
        self.fc = nn.Linear(98 * c, d)

    def forward(self, x):  # (n, 1, 28, 28), 0 is black and 1 white
        x = F.relu(self.conv2(F.relu(self.conv1(x))))
        return self.fc(torch.flatten(x, 1))


class Decoder(nn.Module):
    def __init__(self, c, d):
        super().__init__()
        self.fc = nn.Linear(d, 98 * c)
        self.conv2 = nn.ConvTranspose2d(2 * c, c, 4, stride=2, padding=1)
        self.conv1 = nn.ConvTranspose2d(c, 1, 4, stride=2, padding=1)

    def forward(self, z):  # (n, d)
        x = self.fc(z).unflatten(1, (-1, 7, 7))
        return torch.sigmoid(self.conv1(F.relu(self.conv2(x))))


class Autoencoder(nn.Module):
    def __init__(self, c, d):
        super().__init__()
        self.encoder = Encoder(c, d)
        self.decoder = Decoder(c, d)

    def forward(self, x):
        return self.decoder(self.encoder(x))
`;
