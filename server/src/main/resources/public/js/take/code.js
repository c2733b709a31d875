// Leads to the chosen model's page, where it stands in JavaScript and PyTorch; a file's own has no page.
const home = new URL(document.documentElement.dataset.home, document.baseURI);

export default () => {
  const {value} = document.getElementById('model');
  location.href = new URL(value.startsWith('file-') ? 'api' : `models/${encodeURIComponent(value)}#code`, home);
};
