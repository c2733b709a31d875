// Leads to the chosen model's page, where it stands in JavaScript and PyTorch; a file's own has no page.
const root = new URL(document.documentElement.dataset.root, document.baseURI);

export default () => {
  const {value} = document.getElementById('model');
  location.href = new URL(value.startsWith('file-') ? 'api' : `models/${encodeURIComponent(value)}#code`, root);
};
