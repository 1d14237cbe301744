import type { Workspace } from '../workspaces/workspace.ts'
import { html, type Html } from './html.ts'

/** The name, logo and color of a workspace, shown on the connect page. */
export type Branding = Pick<Workspace, 'name' | 'color' | 'logo'>

/** The style of buttons in this color, with readable text; the same in light and dark mode. */
export function brandingStyle(color: string | null): string {
  if (color === null || !/^#[\da-f]{6}$/i.test(color)) return ''
  return `main{--primary:${color};--primary-foreground:${textOn(color)}}\n`
}

/** The logo and the name; nothing without a logo, since the heading has the name. */
export function brandingHeader({ name, logo }: Branding): Html {
  return logo === null ? html`` : html`<p class="branding"><img src="${logo}" alt="" /> ${name}</p>`
}

/** Black or white: one of them always has a contrast of 4.5 or more (WCAG 2.2, relative luminance). */
function textOn(color: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return luminance > 0.179 ? '#000' : '#fff'
}
