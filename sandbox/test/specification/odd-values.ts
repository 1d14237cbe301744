/** JSON that a member of a body, or the whole body, has by mistake; also what only text can say: halves of characters, numbers beyond. */
export const ODD_JSON: readonly string[] = [
  'null',
  '[]',
  '{}',
  '"ab"',
  '""',
  '0',
  '-1',
  '0.5',
  '1e999',
  '-1e999',
  '12345678901234567890',
  'true',

  '[null]',
  '[[]]',
  '[{}]',
  '[0]',
  '["a"]',
  '{"a":1}',
  '[[[[[[[[]]]]]]]]',
  '"%"',
  '"\\\\"',
  '"("',
  '"1,2,,x"',
  '"\\ud800"',
  '"a\\u0000b"',
  '{"\\ud800":1}',
  '"__proto__"',
  '"constructor"',
  '["__proto__"]',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":1},"hasOwnProperty":2,"toString":3}',
  '"9999-99-99"',
  '"2026-13-45T99:99:99Z"',
  '"+275760-09-13T00:00:00.001Z"',
  '"0000-00-00"',
  '"13/45"',
  `"${'x'.repeat(70_000)}"`,
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
]

export const ODD_QUERIES: readonly string[] = [
  'sort_field=nonsense',
  'count=-1',
  'count=1e3',
  'offset=99999999999999999999',
  'limit=0&offset=x',
  '%',

  'fields=.&fields=__proto__',
  'exclude_fields=*',
  'since=never',
  'PageSize=-1&PageNumber=x',
  'PageSize=1e9',
  'filterby=%22',
  'filterby="Email=%27',
  'orderby=%22x%22',
  'cursor=__proto__',
  'next=abc',
  'email=%00',

  'status=__proto__',
  'since_send_time=%2B275760-09-13T00:00:00.001Z',
  'created_after=9999-99-99',
  'a=%E0%A4%A',
]

export const ODD_IDS: readonly string[] = [
  '__proto__',
  'constructor',
  '%00',
  '%',
  '-1',
  'NaN',
  '1e3',
  '%F0%9F%98%80',
  '%2F',
  '%2e%2e',
  "'",
  '99999999999999999999',
  'x'.repeat(399),
]

export const ODD_CONTENTS: readonly (readonly [type: string, body: string])[] = [
  ['text/plain', 'ab'],
  ['application/xml', '<a>'],
  ['application/json; charset=utf-16', '{}'],
  ['application/json', '{"a":'],
  ['application/x-www-form-urlencoded', 'a=1&b[c]=%'],
  ['multipart/form-data', 'ab'],
  ['multipart/form-data; boundary=x', '--x\r\n\r\n--x--'],
  [';', '{}'],
]

/** A body with one member, or the whole of it, replaced. */
export function oddBody(body: unknown, random: () => number): string {
  const places = placesIn(body)
  const place = pick(places, random)
  const mark = '@odd@'
  return JSON.stringify(replaced(body, place, mark)).replace(`"${mark}"`, () => pick(ODD_JSON, random))
}

/** Some of them, also several times the same. */
export const pickSome = <T>(values: readonly T[], count: number, random: () => number): T[] =>
  Array.from({ length: count }, () => pick(values, random))

export const pick = <T>(values: readonly T[], random: () => number): T =>
  values[Math.floor(random() * values.length)] as T

type Place = readonly string[]

const placesIn = (value: unknown, at: Place = []): Place[] => [
  at,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => placesIn(member, [...at, name]))
    : []),
]

function replaced(value: unknown, [name, ...rest]: Place, by: string): unknown {
  if (name === undefined) return by
  const member = replaced(Reflect.get(Object(value), name), rest, by)
  return Array.isArray(value)
    ? value.map((item: unknown, index) => (String(index) === name ? member : item))
    : { ...Object(value), [name]: member }
}
