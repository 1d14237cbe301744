import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCsv } from '../src/kernel/read-csv.ts'
import { startSandbox } from '../src/sandbox.ts'
import { asList, at, readJson } from './specification/read-json.ts'
import { signIn, type SignedIn } from './specification/sign-in.ts'

async function send({ call }: SignedIn, method: string, path: string, body?: unknown): Promise<unknown> {
  const init = body instanceof FormData ? { body } : asJson(body)
  return readJson(await call(path, { method, ...init }))
}

const asJson = (body: unknown): RequestInit =>
  body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }

function formOf(fields: Record<string, string>, file: string, name: string): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set(name, new Blob([file]), 'file.csv')
  return form
}

test('CSV: quotes, commas and line breaks in fields, and names as members', () => {
  assert.deepEqual(
    readCsv('\uFEFF"Email address",First name\r\n"a@b.example","Ann, ""A"""\n\nc@d.example,\n'),
    [
      { email_address: 'a@b.example', first_name: 'Ann, "A"' },
      { email_address: 'c@d.example', first_name: '' },
    ],
  )
  assert.deepEqual(readCsv(''), [])
})

test('constant contact v2: contacts are added and removed in bulk, also from a file, and the activity says what failed', async () => {
  await using sandbox = await startSandbox()
  const user = signIn(sandbox, 'constant-contact-v2')
  const list = String(at(await send(user, 'GET', '/lists'), '0.id'))
  const added = await send(user, 'POST', '/activities/addcontacts', {
    import_data: [
      { email_addresses: ['Ann@mill.example'], first_name: 'Ann' },
      { email_addresses: ['no address'] },
    ],
    lists: [list],
  })
  const [type, errors, count] = ['type', 'error_count', 'contact_count'].map((name) => at(added, name))
  assert.deepEqual([type, errors, count], ['ADD_CONTACTS', 1, 1])
  const path = `/activities/${String(at(added, 'id'))}`
  assert.equal(at(await send(user, 'GET', path), 'status'), 'RUNNING')
  const done = await send(user, 'GET', path)
  assert.deepEqual(
    [at(done, 'status'), at(done, 'errors.0.email_address'), at(done, 'errors.0.line_number')],
    ['COMPLETE', 'no address', 2],
  )
  const ann = await send(user, 'GET', '/contacts?email=ann@mill.example')
  assert.deepEqual([at(ann, 'results.0.first_name'), at(ann, 'results.0.lists.0.id')], ['Ann', list])

  const file = 'Email Address,First Name\nbob@mill.example,Bob\n'
  const form = formOf({ lists: list, file_name: 'contacts.csv' }, file, 'data')
  assert.equal(at(await send(user, 'POST', '/activities/addcontacts', form), 'contact_count'), 1)
  assert.equal(at(await send(user, 'GET', '/contacts?email=bob@mill.example'), 'results.0.first_name'), 'Bob')

  await send(user, 'POST', '/activities/clearlists', { lists: [list] })
  assert.equal(at(await send(user, 'GET', `/lists/${list}`), 'contact_count'), 0)
  const cleared = asList(await send(user, 'GET', '/activities?type=CLEAR_CONTACTS_FROM_LISTS'))
  assert.equal(cleared.length, 1)
})

test('constant contact v2: a file is uploaded into a folder, and deleted into the trash', async () => {
  await using sandbox = await startSandbox()
  const user = signIn(sandbox, 'constant-contact-v2')
  const folder = String(at(await send(user, 'POST', '/library/folders', { name: 'Bread' }), 'id'))
  const fields = { file_name: 'loaf.png', file_type: 'PNG', folder_id: folder }
  const uploaded = await user.call('/library/files', {
    method: 'POST',
    body: formOf(fields, 'a picture', 'data'),
  })
  assert.equal(uploaded.status, 202)
  const id = uploaded.headers.get('id') ?? ''
  assert.equal(at(await send(user, 'GET', `/library/files/uploadstatus/${id}`), '0.file_id'), id)
  const files = await send(user, 'GET', `/library/folders/${folder}/files`)
  assert.deepEqual([at(files, 'results.0.name'), at(files, 'results.0.size')], ['loaf.png', 9])
  assert.equal(at(await send(user, 'GET', '/library/info'), 'usage_summary.image_bytes_used'), 9)

  await send(user, 'DELETE', `/library/folders/${folder}`)
  assert.equal(at(await send(user, 'GET', '/library/folders/trash/files'), 'results.0.id'), id)
  assert.equal((await user.call(`/library/files/${id}`)).status, 404)
  await send(user, 'DELETE', '/library/folders/trash/files')
  assert.deepEqual(at(await send(user, 'GET', '/library/folders/trash/files'), 'results'), [])
  const wrong = await user.call('/library/files', { method: 'POST', body: formOf({}, '', 'data') })
  assert.equal(wrong.status, 400)
})

test('constant contact: a file of contacts is imported', async () => {
  await using sandbox = await startSandbox()
  const user = signIn(sandbox, 'constant-contact')
  const list = String(at(await send(user, 'GET', '/contact_lists'), 'lists.0.list_id'))
  const file = 'email,first_name\nbob@mill.example,Bob\n'
  const form = formOf({ list_ids: list, file_name: 'contacts.csv' }, file, 'file')
  await send(user, 'POST', '/activities/contacts_file_import', form)
  const found = await send(user, 'GET', '/contacts?email=bob@mill.example&include=list_memberships')
  assert.deepEqual(
    [at(found, 'contacts.0.first_name'), at(found, 'contacts.0.list_memberships.0')],
    ['Bob', list],
  )
})

test('mailup: recipients are added to a group, which the recipient then shows', async () => {
  await using sandbox = await startSandbox()
  const user = signIn(sandbox, 'mailup')
  const console = '/ConsoleService.svc/Console'
  const id = await send(user, 'POST', `${console}/Group/101/Recipient`, { Email: 'ann@mill.example' })
  const groups = await send(user, 'GET', `${console}/List/1/Recipient/${String(id)}/Groups`)
  assert.deepEqual([at(groups, 'TotalElementsCount'), at(groups, 'Items.0.idGroup')], [1, 101])
  const done = await send(user, 'POST', `${console}/Group/101/Recipients`, [{ Email: 'bob@mill.example' }])
  const result = await send(user, 'GET', `${console}/Import/${String(done)}`)
  assert.equal(at(result, 'CreatedRecipients'), 1)
})
