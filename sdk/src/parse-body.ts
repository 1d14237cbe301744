/** Parses a body as JSON of the expected type, without validation; undefined if it is empty. @throws SyntaxError */
export async function parseBody<T>(body: Pick<Response, 'text'>): Promise<T> {
  const text = await body.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}
