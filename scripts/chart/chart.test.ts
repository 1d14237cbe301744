import { COMMAND_SETTINGS } from '@letterlock/server/command-settings.ts'
import { SETTINGS } from '@letterlock/server/settings.ts'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { parseAllDocuments, stringify } from 'yaml'
import { helmProgram } from './helm.ts'

/* What Helm makes of the chart. */

const CHART = join(import.meta.dirname, '../../deploy/helm/letterlock')
const REQUIRED = { publicUrl: 'https://connect.example.com:8443', existingSecret: 'letterlock-keys' }

type Labels = Readonly<Record<string, string>>

interface Container {
  readonly image: string
  readonly env: readonly { readonly name: string; readonly value: unknown }[]
  readonly envFrom: readonly { readonly secretRef: { readonly name: string } }[]
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[]
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[]
  readonly securityContext: object
}

interface Pod {
  readonly containers: readonly [Container]
  readonly volumes?: readonly { readonly name: string }[]
  readonly securityContext: object
  readonly nodeSelector?: Labels
  readonly tolerations?: readonly object[]
}

/** An object of Kubernetes, as far as these tests read it. */
interface Resource {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly labels: Labels }
  readonly spec: {
    readonly replicas?: number
    readonly selector?: Readonly<Record<string, string | Labels>>
    readonly template?: {
      readonly metadata: { readonly labels: Labels; readonly annotations?: Labels }
      readonly spec: Pod
    }
    readonly volumeClaimTemplates?: readonly {
      readonly metadata: { readonly name: string }
      readonly spec: {
        readonly storageClassName?: string
        readonly resources: { readonly requests: { readonly storage: string } }
      }
    }[]
    readonly ports?: readonly { readonly port: number; readonly targetPort: string }[]
    readonly ingressClassName?: string
    readonly rules?: readonly { readonly host: string }[]
    readonly tls?: readonly { readonly hosts: readonly string[]; readonly secretName: string }[]
  }
}

type Rendered = ReadonlyMap<string, Resource>

const resource = (rendered: Rendered, kind: string): Resource =>
  rendered.get(kind) ?? assert.fail(`no ${kind}`)
const kinds = (rendered: Rendered): string[] => [...rendered.keys()].toSorted()
const workloadOf = (rendered: Rendered): Resource =>
  rendered.get('StatefulSet') ?? resource(rendered, 'Deployment')
const podOf = (rendered: Rendered): Pod => workloadOf(rendered).spec.template?.spec ?? assert.fail('no pod')

function settingsOf(rendered: Rendered): Record<string, unknown> {
  const { env } = podOf(rendered).containers[0]
  const settings = Object.fromEntries(env.map(({ name, value }) => [name, value]))
  assert.equal(Object.keys(settings).length, env.length, 'each setting is there once')
  return settings
}

/** Runs Helm with the values that every installation has, and these. Returns what it printed. */
function helm(t: TestContext, args: readonly string[], values: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-chart-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'values.yaml')
  writeFileSync(file, stringify({ ...REQUIRED, ...values }))
  return execFileSync(helmProgram(), [...args, '--values', file], { encoding: 'utf8' })
}

function render(t: TestContext, values: object): Rendered {
  const text = helm(t, ['template', 'bakery', CHART], values)
  const documents: (Resource | null)[] = parseAllDocuments(text).map((document) => document.toJSON())
  const resources = documents.filter((document) => document !== null)
  const rendered = new Map(resources.map((one) => [one.kind, one]))
  assert.equal(rendered.size, resources.length)
  return rendered
}

const INGRESS = { enabled: true, className: 'nginx', annotations: { a: 'b' }, tlsSecret: 'certificate' }
const EVERYTHING = {
  postgres: true,
  replicas: 3,
  image: { repository: 'registry.example.com/letterlock', tag: '1.2.3' },
  imagePullSecrets: [{ name: 'registry' }],
  settings: { LETTERLOCK_LOG_LEVEL: 'warn', LETTERLOCK_SHUTDOWN_DELAY_SECONDS: '20' },
  service: { type: 'NodePort', port: 8080 },
  ingress: INGRESS,
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'mail', operator: 'Exists' }],
  affinity: { podAntiAffinity: {} },
  podAnnotations: { 'prometheus.io/scrape': 'true' },
}

test('SQLite: one server that owns its volume', (t) => {
  const rendered = render(t, { persistence: { size: '5Gi', storageClass: 'fast' } })
  assert.deepEqual(kinds(rendered), ['Service', 'StatefulSet'])
  const { replicas, volumeClaimTemplates = [] } = resource(rendered, 'StatefulSet').spec
  assert.equal(replicas, 1)
  assert.deepEqual(
    volumeClaimTemplates.map(({ metadata, spec }) => [
      metadata.name,
      spec.storageClassName,
      spec.resources.requests.storage,
    ]),
    [['data', 'fast', '5Gi']],
  )
  assert.equal(podOf(rendered).volumes, undefined)
  assert.deepEqual(settingsOf(rendered), {
    LETTERLOCK_PUBLIC_URL: REQUIRED.publicUrl,
    LETTERLOCK_SHUTDOWN_DELAY_SECONDS: '0',
  })
})

test('PostgreSQL: any number of servers, of which one stays during an upgrade', (t) => {
  const rendered = render(t, EVERYTHING)
  assert.deepEqual(kinds(rendered), ['Deployment', 'Ingress', 'PodDisruptionBudget', 'Service'])
  const { replicas, template } = resource(rendered, 'Deployment').spec
  assert.equal(replicas, 3)
  assert.deepEqual(
    podOf(rendered).volumes?.map(({ name }) => name),
    ['data'],
  )
  assert.deepEqual(settingsOf(rendered), {
    LETTERLOCK_PUBLIC_URL: REQUIRED.publicUrl,
    LETTERLOCK_TRUSTED_PROXIES: '1',
    ...EVERYTHING.settings,
  })
  const { nodeSelector, tolerations, containers } = podOf(rendered)
  assert.deepEqual([nodeSelector, tolerations], [EVERYTHING.nodeSelector, EVERYTHING.tolerations])
  assert.deepEqual(template?.metadata.annotations, EVERYTHING.podAnnotations)
  assert.equal(containers[0].image, 'registry.example.com/letterlock:1.2.3')
})

test('an Ingress for the host of the public URL, without its port', (t) => {
  const { spec } = resource(render(t, { ingress: INGRESS }), 'Ingress')
  assert.equal(spec.ingressClassName, 'nginx')
  assert.deepEqual(
    spec.rules?.map(({ host }) => host),
    ['connect.example.com'],
  )
  assert.deepEqual(spec.tls, [{ hosts: ['connect.example.com'], secretName: 'certificate' }])
  const settings = { LETTERLOCK_TRUSTED_PROXIES: '10.0.0.0/8' }
  assert.equal(
    settingsOf(render(t, { ingress: INGRESS, settings }))['LETTERLOCK_TRUSTED_PROXIES'],
    '10.0.0.0/8',
  )
})

for (const [name, values] of Object.entries({ SQLite: {}, 'PostgreSQL and an Ingress': EVERYTHING })) {
  test(`with ${name}, the parts find one another`, (t) => {
    const rendered = render(t, values)
    const workload = workloadOf(rendered)
    const labels = workload.spec.template?.metadata.labels ?? {}
    for (const { kind, metadata, spec } of rendered.values()) {
      assert.equal(metadata.name, 'bakery')
      assert.equal(metadata.labels['app.kubernetes.io/instance'], 'bakery')
      const { selector } = spec
      if (selector === undefined) continue
      const chosen = selector['matchLabels'] ?? selector
      assert.partialDeepStrictEqual(labels, chosen, `${kind} selects the pods`)
      assert.ok(Object.keys(chosen).length > 0)
    }
    const [container] = podOf(rendered).containers
    const ports = new Map(container.ports.map((port) => [port.name, port.containerPort]))
    for (const { targetPort } of resource(rendered, 'Service').spec.ports ?? assert.fail('no port'))
      assert.equal(ports.get(targetPort), 4400)
    const volumes = [
      ...(podOf(rendered).volumes ?? []),
      ...(workload.spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata),
    ]
    assert.deepEqual(
      container.volumeMounts.map((mount) => [mount.name, mount.mountPath]),
      [[volumes[0]?.name, '/data']],
    )
    assert.deepEqual(
      container.envFrom.map(({ secretRef }) => secretRef.name),
      [REQUIRED.existingSecret],
    )
  })

  test(`with ${name}, the server has no right that it does not need, and every setting is one of its own`, (t) => {
    const rendered = render(t, values)
    const pod = podOf(rendered)
    assert.partialDeepStrictEqual(pod.securityContext, { runAsNonRoot: true, runAsUser: 1000 })
    assert.deepEqual(pod.containers[0].securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    const known = new Set<string>(
      [SETTINGS, COMMAND_SETTINGS].flatMap((table) => Object.values(table).map((setting) => setting.name)),
    )
    for (const [setting, value] of Object.entries(settingsOf(rendered))) {
      assert.ok(known.has(setting), setting)
      assert.equal(typeof value, 'string', setting)
    }
  })
}

for (const [name, values, workload] of [
  ['SQLite', {}, 'statefulset'],
  ['PostgreSQL and an Ingress', EVERYTHING, 'deployment'],
] as const)
  test(`with ${name}, Helm has no objection, and says where the link that sets up the dashboard is`, (t) => {
    assert.match(helm(t, ['lint', CHART, '--strict'], values), /1 chart\(s\) linted, 0 chart\(s\) failed/)
    const printed = helm(t, ['install', 'bakery', CHART, '--dry-run=client'], values)
    const [, notes = ''] = printed.split('\nNOTES:\n')
    assert.ok(notes.includes(`Letterlock will answer at ${REQUIRED.publicUrl}.`), printed)
    assert.ok(notes.includes(`logs ${workload}/bakery | grep 'Set up the dashboard'`), notes)
  })
