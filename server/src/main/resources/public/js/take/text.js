// Copies what stands in the element that a button names in data-copies.
import {copy} from './copy.js';

export default button => copy(document.getElementById(button.dataset.copies).textContent, button);
