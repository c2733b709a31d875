// Copies the address that opens what is seen.
import {address} from '../link.js';
import {copy} from './copy.js';

export default button => copy(address({}), button);
