import {withResults} from '../study.js';
withResults(() => {});
