// Tables for LaTeX documents, as the server writes those of the study: a tabular that needs no package.
import {save} from './take/save.js';

const COMMANDS = {
  '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', $: '\\$', '&': '\\&', '#': '\\#', '%': '\\%', _: '\\_',
  '^': '\\textasciicircum{}', '~': '\\textasciitilde{}', '<': '\\textless{}', '>': '\\textgreater{}', '|': '\\textbar{}',
  '[': '{[}', ']': '{]}', '*': '{*}', '−': '$-$', '–': '--', '’': "'",
};

/** Offers a table as a file. */
export function saveLatex(name, header, rows) {
  const numbers = header.map((_, i) => rows.every(row => row[i] === '' || Number.isFinite(Number(row[i]))));
  const lines = [header, ...rows].map(row => `${row.map(cell).join(' & ')} \\\\\n`);
  save(name, `\\begin{tabular}{${numbers.map(is => (is ? 'r' : 'l')).join('')}}
\\hline
${lines[0]}\\hline
${lines.slice(1).join('')}\\hline
\\end{tabular}
`, 'application/x-latex');
}

function cell(value) {
  const text = String(value).trim().replace(/\s+/g, ' ');
  const [, mantissa, exponent] = /^(-?[\d.]+)e([+-]?\d+)$/.exec(text) ?? [];
  if (mantissa) {
    return `$${mantissa} \\cdot 10^{${Number(exponent)}}$`;
  }
  return /^-[\d.]+$/.test(text) ? `$${text}$` : text.replace(/[\\{}$&#%_^~<>|[\]*−–’]/g, sign => COMMANDS[sign]);
}
