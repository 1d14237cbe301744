/** Attributes that lead somewhere when they are clicked or sent, also those of SVG, of Outlook’s VML and of AMP. */
const LEADING = /^(?:.*:)?href$|^(?:form)?action$|^action-xhr$/i

/** Attributes of SVG animations with the values of another attribute. */
const ANIMATED = /^(?:from|to|by|values)$/i

/** The time of a refresh, and where it leads. HTML standard, section 4.2.5.3, “Refresh state”. */
const REFRESH = /^\s*[\d.]+(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:(["'])(.*?)(?:\1|$)|(.*))/is

export type Attributes = Iterable<readonly [name: string, value: string]>

/**
 * What a tag leads to, as it is written: a link, a button, a form, the base of all links, a link of an SVG that is animated, or a page that
 * leads on by itself. What a stylesheet is loaded from is no link.
 * @param name in lower case
 */
export function linksOfTag(name: string, attributes: Attributes): string[] {
  const all = [...attributes]
  const valuesOf = (pattern: RegExp): string[] =>
    all.filter(([attribute]) => pattern.test(attribute)).map(([, value]) => value)
  // Of a program that shows buttons of its own for what `itemprop` says.
  const links = name !== 'link' || valuesOf(/^itemprop$/i).length > 0 ? valuesOf(LEADING) : []
  if (valuesOf(/^attributename$/i).some((animated) => LEADING.test(animated.trim())))
    links.push(...valuesOf(ANIMATED).flatMap((values) => values.split(';')))
  if (name === 'meta' && valuesOf(/^http-equiv$/i).some((kind) => /^\s*refresh\s*$/i.test(kind)))
    links.push(...valuesOf(/^content$/i).flatMap(refreshOf))
  return links
}

function refreshOf(content: string): string[] {
  const [, , quoted, plain] = REFRESH.exec(content) ?? []
  return [quoted ?? plain ?? '']
}
