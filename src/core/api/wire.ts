/** All that goes over the wire, in one file of the build that is loaded when something is first asked. */
export { generate, listModels } from './client.ts';
export { fetchPicture } from './receive/fetchPicture.ts';
