import type { FastifyInstance, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { Json } from '../../is-json.ts'
import { writtenMembers } from '../../resources/write-members.ts'
import { queryOf } from '../../specification/query-of.ts'
import type { World } from '../../world.ts'
import { BODIES } from './bodies.ts'
import { dataFor, pageOf } from './gate.ts'
import { refusals } from './refusal.ts'
import { CONSTANT_CONTACT_V2_RULES } from './rules.ts'

interface One {
  Params: { id: string }
}

const FILES = 'v2/library/files'
const FOLDERS = 'v2/library/folders'
const FILE_TYPES = ['JPG', 'JPEG', 'GIF', 'PNG', 'PDF']
const MOST = 1000

/** Files by folder. A deleted file is in the trash until that is emptied. */
export function registerLibrary(server: FastifyInstance, world: World): void {
  server.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, readUpload)
  registerFiles(server, world)
  registerFolders(server, world)

  server.get('/library/info', (request) => {
    const files = itemsOf(world, request, FILES)
    const sizeOf = (isImage: boolean): number =>
      files
        .filter((file) => file['is_image'] === isImage)
        .reduce((sum, file) => sum + Number(file['size']), 0)
    return {
      image_root: 'https://example.com/library',
      max_free_file_num: 0,
      max_premium_space_limit: 2_147_483_648,
      max_upload_size_limit: 5_242_880,
      usage_summary: {
        folder_count: itemsOf(world, request, FOLDERS).length,
        file_count: files.length,
        image_count: files.filter((file) => file['is_image'] === true).length,
        document_count: files.filter((file) => file['is_image'] === false).length,
        image_bytes_used: sizeOf(true),
        document_bytes_used: sizeOf(false),
        total_bytes_used: sizeOf(true) + sizeOf(false),
      },
    }
  })
}

function registerFiles(server: FastifyInstance, world: World): void {
  const represent = ({ in_trash: _inTrash, ...file }: Json): Json => file
  const all = (request: FastifyRequest, inTrash: boolean): Json[] =>
    itemsOf(world, request, FILES).filter((file) => file['in_trash'] === inTrash)
  const find = (request: FastifyRequest<One>): Json => {
    const file = all(request, false).find(({ id }) => id === request.params.id)
    if (!file) throw refusals.notFound()
    return file
  }

  server.get('/library/files', (request) =>
    pageOf(request, sorted(request, all(request, false)), represent, MOST),
  )
  // Files are scanned first; a header has the ID for reading the status.
  server.post<{ Body: Upload }>('/library/files', (request, reply) => {
    const file = newFile(request.body, world.clock.now().toISOString())
    const folder = itemsOf(world, request, FOLDERS).find(({ id }) => id === file['folder_id'])
    itemsOf(world, request, FILES).push({ ...file, folder: folder?.['name'] ?? '' })
    const id = String(file['id'])
    return reply
      .code(202)
      .headers({ id, location: `/v2/library/files/uploadstatus/${id}` })
      .send()
  })
  server.get<One>('/library/files/uploadstatus/:id', (request) =>
    request.params.id.split(',').flatMap((id) => {
      const known = itemsOf(world, request, FILES).some((file) => file['id'] === id)
      return known ? [{ file_id: id, status: 'Active', description: 'The file can be used.' }] : []
    }),
  )
  server.get<One>('/library/files/:id', (request) => represent(find(request)))
  server.put<One>('/library/files/:id', (request) => {
    const { folder_id: folder, ...change } = written('PUT /library/files/{file_id}', request)
    const moved = folder === undefined ? {} : { folder_id: idOf(folder) ?? null }
    return represent(
      Object.assign(find(request), change, moved, { modified_date: world.clock.now().toISOString() }),
    )
  })
  server.delete<One>('/library/files/:id', (request, reply) => {
    find(request)['in_trash'] = true
    return reply.code(204).send()
  })
  server.get<One>('/library/folders/:id/files', (request) => {
    const own = all(request, false).filter((file) => file['folder_id'] === request.params.id)
    return pageOf(request, sorted(request, own), represent, MOST)
  })
  server.get('/library/folders/trash/files', (request) =>
    pageOf(request, sorted(request, all(request, true)), represent, MOST),
  )
  server.delete('/library/folders/trash/files', (request, reply) => {
    const files = itemsOf(world, request, FILES)
    files.splice(0, files.length, ...all(request, false))
    return reply.code(204).send()
  })
}

function registerFolders(server: FastifyInstance, world: World): void {
  const represent = (request: FastifyRequest, folder: Json, level = 1): Json => ({
    ...folder,
    level,
    item_count: itemsOf(world, request, FILES).filter(
      (file) => file['folder_id'] === folder['id'] && file['in_trash'] === false,
    ).length,
    children: itemsOf(world, request, FOLDERS)
      .filter((child) => child['parent_id'] === folder['id'])
      .map((child) => represent(request, child, level + 1)),
  })
  const find = (request: FastifyRequest<One>): Json => {
    const folder = itemsOf(world, request, FOLDERS).find(({ id }) => id === request.params.id)
    if (!folder) throw refusals.notFound()
    return folder
  }

  server.get('/library/folders', (request) => {
    const top = itemsOf(world, request, FOLDERS).filter((folder) => folder['parent_id'] === undefined)
    return pageOf(request, sorted(request, top), (folder) => represent(request, folder), MOST)
  })
  server.post('/library/folders', (request, reply) => {
    const at = world.clock.now().toISOString()
    const { name, parent_id: given } = written('POST /library/folders', request)
    const parent = idOf(given)
    const folders = itemsOf(world, request, FOLDERS)
    if (!name) throw refusals.invalid('#/name: Value is required.')
    if (folders.some((folder) => folder['name'] === name && folder['parent_id'] === parent))
      throw refusals.conflict('folder', 'A folder has this name.')
    if (parent !== undefined && !folders.some((folder) => folder['id'] === parent)) throw refusals.notFound()
    const id = newId()
    const folder = { id, name, ...(parent !== undefined && { parent_id: parent }) }
    folders.push({ ...folder, created_date: at, modified_date: at })
    return reply.code(201).send(represent(request, folders.at(-1) ?? {}))
  })
  server.get<One>('/library/folders/:id', (request) => represent(request, find(request)))
  server.put<One>('/library/folders/:id', (request) => {
    const { name } = written('PUT /library/folders/{folder_id}', request)
    const change = { name, modified_date: world.clock.now().toISOString() }
    return represent(request, Object.assign(find(request), change))
  })
  // Its files go to the trash, and so do the folders in it.
  server.delete<One>('/library/folders/:id', (request, reply) => {
    remove(itemsOf(world, request, FOLDERS), itemsOf(world, request, FILES), find(request))
    return reply.code(204).send()
  })
}

function remove(folders: Json[], files: Json[], folder: Json): void {
  for (const child of folders.filter((other) => other['parent_id'] === folder['id']))
    remove(folders, files, child)
  for (const file of files) if (file['folder_id'] === folder['id']) file['in_trash'] = true
  folders.splice(folders.indexOf(folder), 1)
}

const itemsOf = (world: World, request: FastifyRequest, path: string): Json[] =>
  ((dataFor(world, request).resources ??= {})[path] ??= [])

const written = (call: string, request: FastifyRequest): Json =>
  writtenMembers(CONSTANT_CONTACT_V2_RULES.specification, BODIES[call] ?? {}, request.body)

/** `0` is no folder. */
const idOf = (given: unknown): string | undefined =>
  typeof given === 'string' && given !== '' && given !== '0' ? given : undefined

const newId = (): string => randomUUID().replaceAll('-', '')

/** `sort_by`: `NAME`, `CREATED_DATE_DESC` and the like. */
function sorted(request: FastifyRequest, items: readonly Json[]): Json[] {
  const { sort_by: given } = queryOf(request)
  const by = typeof given === 'string' ? given : ''
  const member = by.replace(/_DESC$/, '').toLowerCase()
  const sign = by.endsWith('_DESC') ? -1 : 1
  const valueOf = (item: Json): string | number => {
    const value = member === 'dimension' ? Number(item['width']) * Number(item['height']) : item[member]
    return typeof value === 'number' ? value : typeof value === 'string' ? value : ''
  }
  return items.toSorted((a, b) => (valueOf(a) < valueOf(b) ? -sign : valueOf(a) > valueOf(b) ? sign : 0))
}

interface Upload {
  readonly fields: Readonly<Record<string, string>>
  /** Size of the file in bytes; 0 if there is none. */
  readonly size: number
}

async function readUpload(request: FastifyRequest, body: string | Buffer): Promise<Upload> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  const form = await new Response(Buffer.from(body), { headers }).formData().catch(() => new FormData())
  const data = form.get('data')
  const fields = [...form].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  return { fields: Object.fromEntries(fields), size: data instanceof Blob ? data.size : 0 }
}

/** @throws Refusal 400 */
function newFile({ fields = {}, size = 0 }: Partial<Upload>, at: string): Json {
  const { file_name: name = '', file_type: type = '', description = '', source = 'MyComputer' } = fields
  if (!name || size === 0) throw refusals.invalid('#/file_name and #/data: Value is required.')
  if (!FILE_TYPES.includes(type.toUpperCase()))
    throw refusals.invalid(`#/file_type: Value must be one of: ${FILE_TYPES.join(', ')}.`)
  const id = newId()
  const isImage = type.toUpperCase() !== 'PDF'
  const url = `https://example.com/library/${id}/${encodeURIComponent(name)}`
  const folder = fields['folder_id'] ?? '0'
  return {
    id,
    name,
    description,
    source,
    status: 'Active',
    file_type: type.toUpperCase(),
    is_image: isImage,
    size,
    width: isImage ? 600 : 0,
    height: isImage ? 400 : 0,
    url,
    thumbnail: { url: `${url}?thumbnail`, width: 90, height: 60 },
    folder_id: folder === '0' ? null : folder,
    created_date: at,
    modified_date: at,
    in_trash: false,
  }
}
