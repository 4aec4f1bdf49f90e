/** The map draws its labels with the page's fonts, which must be there before it draws the first. */
const SAMPLE = 'Korydor Коридор ґїє';
const FACES = ['400 16px "Noto Sans"', '600 16px "Noto Sans"', '600 16px "Noto Sans Semibold"', 'italic 400 16px "Noto Sans Italic"'];

/** A font that does not come must not keep the map away. */
const WAIT_MS = 4000;

/** Settles when the fonts are there or cannot be had. */
export const fontsLoaded: Promise<unknown> = Promise.race([
  Promise.allSettled(FACES.map((face) => document.fonts.load(face, SAMPLE))),
  new Promise((over) => setTimeout(over, WAIT_MS)),
]);
