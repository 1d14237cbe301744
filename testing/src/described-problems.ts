/** The part of the API's description that lists problems: codes are keys of the examples. */
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>
}

interface DescribedOperation {
  readonly responses?: Readonly<
    Record<string, { content?: Record<string, { examples?: Record<string, unknown> }> }>
  >
}

interface Rejection {
  readonly method?: string
  readonly route?: string
  readonly errorCode?: string
}

let description: Description | undefined

/**
 * Problems in responses that the API description of the operation does not list, as `POST /v1/… problem_code`.
 * @param log the lines that the server logged
 * @param url of the server, which still runs; its description is read once per process
 */
export async function undescribedProblems(log: readonly string[], url: string): Promise<string[]> {
  const rejections = log.filter((line) => line.includes('"request rejected"'))
  if (rejections.length === 0) return []
  description ??= (await (await fetch(`${url}/openapi.json`)).json()) as Description
  const { paths } = description
  const found = rejections.flatMap((line) => {
    const { method = '', route = '', errorCode = '' } = JSON.parse(line) as Rejection
    const path = route.replaceAll(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}')
    const operation = paths[path]?.[method.toLowerCase()]
    if (!operation || codesOf(operation).has(errorCode)) return []
    return [`${method} ${route} ${errorCode}`]
  })
  return [...new Set(found)]
}

function codesOf({ responses = {} }: DescribedOperation): Set<string> {
  const contents = Object.values(responses).flatMap(({ content = {} }) => Object.values(content))
  return new Set(contents.flatMap(({ examples = {} }) => Object.keys(examples)))
}
