/** The map draws its labels with the page's fonts, which must be there before it draws the first. */
const SAMPLE = 'Korydor Коридор ґїє';
const FACES = ['400 16px "Noto Sans"', '600 16px "Noto Sans"', '600 16px "Noto Sans Semibold"', 'italic 400 16px "Noto Sans Italic"'];

/** Settles when the fonts are there or cannot be had. */
export const fontsLoaded: Promise<unknown> = Promise.allSettled(FACES.map((face) => document.fonts.load(face, SAMPLE)));
