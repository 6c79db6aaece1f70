// What happens to files when their storage fails (FT-17) or loses one (FT-18), on a running installation.
import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Browser } from './browser'
import { fileViolations } from './invariants'
import { filledForm, send } from './load'
import type { Run, Scenario } from './scenarios'

function check(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence)
}

const uploads = async ({ installation }: Run): Promise<number> => {
  const [row] = await installation.owner.begin(({ sql }) => sql<{ count: number }[]>`select count(*) from uploads`)
  return row!.count
}

/** Sends a file, which must be refused with 507 and leave no row. */
async function refused(run: Run, browser: Browser, size: number, why: string): Promise<void> {
  const before = await uploads(run)
  const status = await browser.upload(randomUUID(), randomBytes(size))
  check(status === 507, `${why}: the upload was answered with ${status} instead of 507`)
  check((await uploads(run)) === before, `${why}: a row was written for a file that is not there`)
}

// Each scenario has a requester whom the load before it reaches last: who opens many cases in a minute is asked to wait.

/** Opens a case with these files; the form that is told "no storage" is the same one that is sent without them. */
async function opened(browser: Browser, files: readonly string[] = []): Promise<string> {
  const form = await filledForm(browser)
  const told = await send(browser, files.length === 0 ? form : { ...form, fields: { ...form.fields, files: files[0]! } })
  check(told !== undefined, 'the case could not be opened')
  return told!
}

async function assertFiles({ installation }: Run): Promise<void> {
  const violations = await fileViolations(installation.owner, installation.files)
  check(violations.length === 0, violations.slice(0, 5).join('; '))
}

const mount = (...args: string[]) => spawnSync('mount', args).status === 0

const fullStorage: Scenario = {
  id: 'FT-17',
  title: 'the disk of the files is full, read-only, gone',
  run: async (run) => {
    const { installation } = run
    const { files } = installation
    const browser = new Browser(installation.origin, installation.world.requesters.at(-1)!)
    const kinds: string[] = []
    const small = randomUUID()
    mkdirSync(files, { recursive: true })
    // A disk of its own needs the right to mount one; without it the fault below still holds.
    if (mount('-t', 'tmpfs', '-o', 'size=5m', 'concord-faults', files)) {
      try {
        check((await browser.upload(small, randomBytes(1_000_000))) === 200, 'a file that fits was refused')
        await refused(run, browser, 8_000_000, 'disk full')
        await opened(browser)
        check(mount('-o', 'remount,ro', files), 'the disk could not be made read-only')
        await refused(run, browser, 1_000, 'read-only')
        await opened(browser)
        kinds.push('full', 'read-only')
        check(mount('-o', 'remount,rw', files), 'the disk could not be made writable again')
        await opened(browser, [small])
        check((await browser.get(`/api/files/${small}`)).status === 200, 'what was stored before is not served')
        // What lies on the small disk goes with it, so it goes from the cases first: a disk that is lost is FT-18.
        await installation.owner.begin(({ sql }) => sql`delete from attachments where id = ${small}`)
      } finally {
        spawnSync('umount', [files])
      }
    }
    const aside = `${files}-aside`
    renameSync(files, aside)
    writeFileSync(files, '')
    await refused(run, browser, 1_000, 'folder gone')
    await opened(browser)
    kinds.push('gone')
    rmSync(files)
    renameSync(aside, files)
    const healed = randomUUID()
    check((await browser.upload(healed, randomBytes(1_000))) === 200, 'a file was refused after healing')
    await opened(browser, [healed])
    await assertFiles(run)
    return `${kinds.join(', ')}: answered with 507, no row, the case opened each time, and files again after healing`
  },
}

const vanishedFile: Scenario = {
  id: 'FT-18',
  title: 'a file vanishes after its case was opened',
  run: async (run) => {
    const { installation } = run
    const browser = new Browser(installation.origin, installation.world.requesters.at(-2)!)
    const id = randomUUID()
    check((await browser.upload(id, randomBytes(10_000))) === 200, 'the file was refused')
    const reference = await opened(browser, [id])
    check((await browser.get(`/api/files/${id}`)).status === 200, 'the file is not there')
    const [row] = await installation.owner.begin(
      ({ sql }) => sql<{ key: string }[]>`select storage_key as key from attachments where id = ${id}`,
    )
    const path = join(installation.files, 'stored', row!.key)
    renameSync(path, `${path}.lost`)
    const { status } = await browser.get(`/api/files/${id}`)
    check(status === 410, `the download was answered with ${status} instead of 410`)
    const page = await browser.get(`/cases/${reference}`)
    check(page.status === 200 && page.html.includes('Lost by our storage'), 'the case does not open and say so')
    check(installation.log.includes('ALERT: a file is missing from the storage'), 'nothing stands in the log')
    renameSync(`${path}.lost`, path)
    check((await browser.get(`/api/files/${id}`)).status === 200, 'the file did not come back')
    const again = await browser.get(`/cases/${reference}`)
    check(!again.html.includes('Lost by our storage'), 'the case still says that it is lost')
    await assertFiles(run)
    return 'download 410, alert in the log, the case opened and said so; served again once it was back'
  },
}

export const FILE_SCENARIOS: readonly Scenario[] = [fullStorage, vanishedFile]
