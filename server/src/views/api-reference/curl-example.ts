import type { DescribedOperation, Parameter } from './description.ts'

/** The curl command of an operation, with the description's examples; null for an operation that only browsers use. */
export function curlExample(
  server: string,
  method: string,
  path: string,
  { security, parameters = [], requestBody }: DescribedOperation,
): string | null {
  const needsKey = security.some(({ secretKey }) => secretKey)
  if (security.length > 0 && !needsKey) return null
  const required = parameters.filter(({ required: isRequired }) => isRequired)
  const query = new URLSearchParams(
    required
      .filter((parameter) => parameter.in === 'query')
      .map((parameter): [string, string] => [parameter.name, exampleOf(parameter)]),
  ).toString()
  const url = `${server}${path.replaceAll(/\{(\w+)\}/g, (braced, name) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name)
    return parameter ? encodeURIComponent(exampleOf(parameter)) : braced
  })}${query && `?${query}`}`
  const body = requestBody?.content?.['application/json']?.example
  const lines = [
    `curl ${methodOption(method)}'${url}'`,
    needsKey && '-H "Authorization: Bearer $LETTERLOCK_SECRET_KEY"',
    ...required
      .filter((parameter) => parameter.in === 'header')
      .map((parameter) => `-H '${parameter.name}: ${exampleOf(parameter)}'`),
    body !== undefined && "-H 'content-type: application/json'",
    body !== undefined && `-d '${JSON.stringify(body, undefined, 2).replaceAll("'", String.raw`'\''`)}'`,
  ]
  return lines.filter((line) => line !== false).join(' \\\n  ')
}

function methodOption(method: string): string {
  if (method === 'get') return ''
  // With `-X HEAD`, curl waits for the body that the response's length announces.
  return method === 'head' ? '-I ' : `-X ${method.toUpperCase()} `
}

function exampleOf({ name, schema, example }: Parameter): string {
  const value = [example, schema.default, schema.enum?.[0], schema.const].find((one) => one !== undefined)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : name
}
