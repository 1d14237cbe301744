import { listOf, type List } from './list.ts'
import type { RequestOptions } from './options.ts'
import type { Path } from './path.ts'
import { readJson, readSuccess } from './response.ts'
import type { Repetition, Transport } from './transport.ts'
import type { Page, SourcedPage } from './wire.ts'

/** Requests with JSON, for the methods of the resources. `input` is the query of a GET and the body of the others. */
export type Api = ReturnType<typeof createApi>

/**
 * Creates methods that send and receive JSON over a transport.
 * @returns functions that reject with `LetterlockError`
 */
export function createApi(transport: Transport) {
  const get = <T>(path: Path, options: RequestOptions = {}, query: object = {}): Promise<T> =>
    transport.send<T>({ method: 'GET', path, query, repetition: 'safe' }, options, readJson)

  const write =
    (method: string, repetition: Repetition) =>
    <T>(path: Path, options: RequestOptions = {}, input?: object, query: object = {}): Promise<T> =>
      transport.send<T>({ method, path, query, repetition, ...json(input) }, options, readJson)

  const list = <Item, PageType extends Page<Item>>(
    path: Path,
    options: RequestOptions | undefined,
    query: object,
  ): List<Item, PageType> =>
    listOf((cursor) => get<PageType>(path, options, cursor === undefined ? query : { ...query, cursor }))

  return {
    transport,
    get,
    list: <Item>(path: Path, options?: RequestOptions, query: object = {}) =>
      list<Item, Page<Item>>(path, options, query),
    /** A list that is read from the provider. Each page names the account and the credential. */
    sourcedList: <Item>(path: Path, options?: RequestOptions, query: object = {}) =>
      list<Item, SourcedPage<Item>>(path, options, query),
    /** The response with its body unread. */
    download: (path: Path, options: RequestOptions = {}, query: object = {}): Promise<Response> =>
      transport.send({ method: 'GET', path, query, repetition: 'safe' }, options, readSuccess),
    /** A POST for which the server honours `Idempotency-Key`. */
    post: write('POST', 'keyed'),
    /** A POST that changes nothing. */
    readByPost: write('POST', 'safe'),
    /** A POST for which the server does not honour `Idempotency-Key`. */
    postOnce: write('POST', 'never'),
    put: write('PUT', 'with-given-key'),
    patch: write('PATCH', 'with-given-key'),
    delete: write('DELETE', 'with-given-key'),
  }
}

function json(input: object | undefined): { body?: string; headers?: Record<string, string> } {
  return input === undefined
    ? {}
    : { body: JSON.stringify(input), headers: { 'content-type': 'application/json' } }
}
