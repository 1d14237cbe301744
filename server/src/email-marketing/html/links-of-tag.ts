/** Attributes that lead somewhere when they are clicked or sent, also those of SVG, of Outlook’s VML and of AMP. */
const LEADING = /^(?:.*:)?href$|^(?:form)?action$|^action-xhr$/i

/** Attributes of SVG animations with the values of another attribute. */
const ANIMATED = /^(?:from|to|by|values)$/i

/** The time and the URL of a refresh. HTML standard, section 4.2.5.3, “Refresh state”. */
const REFRESH = /^\s*[\d.]+(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:(["'])(.*?)(?:\1|$)|(.*))/is

export type Attributes = Iterable<readonly [name: string, value: string]>

/**
 * The link targets of a tag, as written: of a link, button, form, base URL, animated SVG link or refresh. The URL of a stylesheet is not a
 * link.
 * @param name in lower case
 */
export function linksOfTag(name: string, attributes: Attributes): string[] {
  const all = [...attributes]
  const valuesOf = (pattern: RegExp): string[] =>
    all.filter(([attribute]) => pattern.test(attribute)).map(([, value]) => value)
  // Some programs show buttons of their own for `itemprop`.
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
