/** The JSON of a body, as the type that its sender promises; undefined if it is empty. @throws SyntaxError */
export async function parseBody<T>(body: Pick<Response, 'text'>): Promise<T> {
  const text = await body.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}
