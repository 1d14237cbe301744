import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startSandbox } from '../src/sandbox.ts'
import { callApi, someApp, tokenFor } from './mailchimp-app.ts'

interface ProblemBody {
  type?: string
  title: string
  status: number
  instance: string
}

test('mailchimp 6: problem+json with and without type; instance is the request id; a described-by link', async () => {
  await using sandbox = await startSandbox()
  const bearer = `Bearer ${await tokenFor(sandbox, someApp(sandbox))}`
  for (const without of [false, true]) {
    sandbox.world.mailchimp.switches.problemWithoutType = without
    const response = await callApi(sandbox, bearer, '/lists/none')
    const body = (await response.json()) as ProblemBody
    assert.equal('type' in body, !without)
    assert.equal(body.instance, response.headers.get('x-request-id'))
    assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8')
    assert.match(response.headers.get('link') ?? '', /ProblemDetailDocument\.json>; rel="describedBy"/)
  }
})

test('mailchimp 6: blocked accounts, compliance, old TLS and paths nested too deep', async () => {
  await using sandbox = await startSandbox()
  const bearer = `Bearer ${await tokenFor(sandbox, someApp(sandbox))}`
  const expected = {
    forbidden: [403, 'Forbidden'],
    user_disabled: [403, 'User Disabled'],
    compliance: [503, 'Compliance Related'],
    old_tls: [426, 'Upgrade Required'],
  } as const
  for (const [refuse, wanted] of Object.entries(expected)) {
    sandbox.world.mailchimp.switches.refuse = refuse as keyof typeof expected
    const body = (await (await callApi(sandbox, bearer, '/ping')).json()) as ProblemBody
    assert.deepEqual([body.status, body.title], wanted)
  }
  sandbox.world.mailchimp.switches.refuse = ''
  const deep = await callApi(sandbox, bearer, `/lists${'/a/members'.repeat(5)}`)
  assert.deepEqual(
    [deep.status, ((await deep.json()) as ProblemBody).title],
    [414, 'Resource Nesting Too Deep'],
  )
})

test('mailchimp 8: the edge blocks with a bare 403 or 429', async () => {
  await using sandbox = await startSandbox()
  const bearer = `Bearer ${await tokenFor(sandbox, someApp(sandbox))}`
  for (const status of [403, 429] as const) {
    sandbox.world.mailchimp.switches.edgeBlock = status
    const answer = await callApi(sandbox, bearer, '/ping')
    assert.deepEqual([answer.status, await answer.text()], [status, ''])
  }
})

test('mailchimp 10: rates are percentages in list statistics, and fractions in reports', async () => {
  await using sandbox = await startSandbox()
  const bearer = `Bearer ${await tokenFor(sandbox, someApp(sandbox))}`
  const lists = (await (await callApi(sandbox, bearer, '/lists?fields=lists.stats.open_rate')).json()) as {
    lists: { stats: { open_rate: number } }[]
  }
  assert.ok((lists.lists[0]?.stats.open_rate ?? 0) > 1)
  const reports = (await (
    await callApi(sandbox, bearer, '/reports?fields=reports.opens.open_rate')
  ).json()) as {
    reports: { opens: { open_rate: number } }[]
  }
  assert.ok(reports.reports.every(({ opens }) => opens.open_rate >= 0 && opens.open_rate <= 1))
})
