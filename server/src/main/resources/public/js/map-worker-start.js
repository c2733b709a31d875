// Runs beside the Map page and computes for it.
import {main} from './map-worker.js';

main([]);
