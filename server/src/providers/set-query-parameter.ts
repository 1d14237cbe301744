/** Sets a parameter in the query of a path; replaces every other value of it. The rest of the query stays as written. */
export function setQueryParameter(path: string, name: string, value: string): string {
  const mark = path.indexOf('?')
  const given = mark < 0 ? [] : path.slice(mark + 1).split('&')
  const kept = given.filter((pair) => pair !== '' && nameOf(pair) !== name)
  const query = [...kept, `${encodeURIComponent(name)}=${encodeURIComponent(value)}`].join('&')
  return `${mark < 0 ? path : path.slice(0, mark)}?${query}`
}

function nameOf(pair: string): string {
  const [name = ''] = new URLSearchParams(pair).keys()
  return name
}
