// Leads to the chosen model's page, where it stands in JavaScript and PyTorch; of a file's own the page here shows it.
const home = new URL(document.documentElement.dataset.home, document.baseURI);

export default async () => {
  const {value} = document.getElementById('model');
  if (value.startsWith('file-')) {
    (await import('./opened-code.js')).show(value);
  } else {
    location.href = new URL(`models/${encodeURIComponent(value)}#code`, home);
  }
};
