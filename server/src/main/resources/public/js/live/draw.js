// Brings the page to life before it is shown for the first time, which it then is with its digit reconstructed.
import {main} from '../draw.js';

main([]);
