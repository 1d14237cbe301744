import { isObject } from '../../kernel/json.ts'

/**
 * The description as the reference at `/docs` reads it: an error response is its status and its codes, without body and examples, which
 * are the same for all. Swagger UI resolves all of it before it shows anything, and this is the half of it.
 */
export function forReference(description: Record<string, unknown>): Record<string, unknown> {
  const { paths, components, ...rest } = description
  const { examples: _examples, ...kept } = isObject(components) ? components : {}
  return {
    ...rest,
    components: kept,
    paths: mapValues(paths, (path) => mapValues(path, shortenResponses)),
  }
}

function shortenResponses(operation: unknown): unknown {
  if (!isObject(operation)) return operation
  return { ...operation, responses: mapValues(operation['responses'], shortenResponse) }
}

function shortenResponse(response: unknown, status: string): unknown {
  return status.startsWith('2') || status.startsWith('3') || !isObject(response)
    ? response
    : { description: response['description'] }
}

function mapValues(
  record: unknown,
  change: (value: unknown, name: string) => unknown,
): Record<string, unknown> {
  return isObject(record)
    ? Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]))
    : {}
}
