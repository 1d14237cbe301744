/**
 * The API's description as the site shows it. Errors have only their codes: the page Errors describes problem details once. Patterns of
 * times are left out, because the format says the same.
 */
export function apiForSite(description: object): object {
  const shown: object = JSON.parse(JSON.stringify(description), (key, value: unknown) => {
    if (!isObject(value)) return value
    if (/^[45]\d\d$/.test(key) && typeof value['description'] === 'string')
      return { description: value['description'] }
    if (key === 'ErrorCode') return { type: 'string', description: 'One of the codes of the page Errors.' }
    if (value['format'] === 'date-time') return { ...value, pattern: undefined }
    return value
  })
  return shown
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
