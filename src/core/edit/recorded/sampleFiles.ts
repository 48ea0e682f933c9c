/** The names of the sample and of its recorded answers, in the folder that comes with the product. */
export const sampleName = 'harbour.png';
export const answersName = 'answers.json';
/** Bytes; neither of them comes near. */
export const largestSampleFile = 2_000_000;
