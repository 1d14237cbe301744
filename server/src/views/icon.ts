/** The logo as SVG, for clients that show an icon of this server. */
export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" role="img" aria-label="Letterlock"><path fill="#1f53b8" d="M2 1h5v8.5L2 9z"/><path fill="#7fa4ea" d="M2 9h13v5H7z"/><path fill="#dc5426" d="M10 7.25h2.75v8.5H10z"/></svg>'
