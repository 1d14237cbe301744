/** The text color with more contrast on a color, and the ratio of the two (WCAG 2.2). */
export function readableOn(color: string): { readonly text: '#fff' | '#000'; readonly ratio: number } {
  const luminance = luminanceOf(color)
  const [onWhite, onBlack] = [1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05]
  return onWhite >= onBlack ? { text: '#fff', ratio: onWhite } : { text: '#000', ratio: onBlack }
}

function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
