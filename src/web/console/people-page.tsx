import { useEffect, useState } from 'preact/hooks'
import { mayDo, readsTips } from '../../triage/permissions.ts'
import type { Person } from '../../triage/staff-api.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { codeOf } from './console-client.ts'
import type { ConsoleDesk } from './console-desk.ts'
import { InviteForm } from './invite-form.tsx'
import { errorLabel, roleLabels } from './labels.ts'
import styles from './page.module.css'
import { UnitKeyPanel } from './unit-key-panel.tsx'
import { useWork } from './use-work.ts'

/** Who belongs to the units in reach; inviting, handing the key over, and taking access away. */
export function PeoplePage({ desk }: { desk: ConsoleDesk }) {
  const [people, setPeople] = useState<Person[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const load = () =>
    desk.client.people().then(
      (answer) => setPeople(answer.people),
      (error) => setFailure(codeOf(error)),
    )
  useEffect(() => void load(), [desk.peopleVersion.value])
  return (
    <main class={styles['page']}>
      <h1>Người trong đơn vị</h1>
      {failure !== null && <Notice kind="danger">{errorLabel(failure)}</Notice>}
      {people !== null && <PeopleTable people={people} desk={desk} onDone={load} />}
      <InviteForm desk={desk} />
      <UnitKeyPanel desk={desk} people={people ?? []} />
    </main>
  )
}

function PeopleTable({
  people,
  desk,
  onDone,
}: {
  people: Person[]
  desk: ConsoleDesk
  onDone: () => Promise<void>
}) {
  return (
    <table class={styles['table']}>
      <thead>
        <tr>
          <th scope="col">Tên</th>
          <th scope="col">Vai trò</th>
          <th scope="col">Khoá</th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} desk={desk} onDone={onDone} />
        ))}
      </tbody>
    </table>
  )
}

function PersonRow({
  person,
  desk,
  onDone,
}: {
  person: Person
  desk: ConsoleDesk
  onDone: () => Promise<void>
}) {
  const me = desk.me.value
  const work = useWork()
  const [asks, setAsks] = useState(false)
  const unit = me?.units.find((one) => one.id === person.unit)?.name ?? person.unit
  const { handOver } = person
  const mayRemove = me !== null && mayDo(me.role, 'remove_officer') && person.id !== me.id && person.active
  const run = (task: () => Promise<void>) =>
    void work.run(async () => {
      await task()
      await onDone()
    })
  const giveKey = async (to: NonNullable<Person['handOver']>) => {
    await desk.client.handOverKey(person.id, await desk.keyRing.sealUnitKeyTo(to))
  }
  return (
    <tr>
      <td>
        <b>{person.name}</b>
        <p class={styles['soft']}>{unit}</p>
      </td>
      <td>{roleLabels[person.role]}</td>
      <td>
        <KeyState person={person} />
      </td>
      <td>
        <div class={styles['actions']}>
          {handOver !== null && (
            <Button look="primary" disabled={work.busy} onClick={() => run(() => giveKey(handOver))}>
              Giao khoá
            </Button>
          )}
          {mayRemove && !asks && (
            <Button look="quiet" onClick={() => setAsks(true)}>
              Cho thôi
            </Button>
          )}
          {mayRemove && asks && (
            <>
              <Button
                look="danger"
                disabled={work.busy}
                onClick={() => run(() => desk.client.removeOfficer(person.id))}
              >
                Cho thôi truy cập
              </Button>
              <Button onClick={() => setAsks(false)}>Giữ lại</Button>
            </>
          )}
        </div>
        {work.failure !== null && <Notice kind="danger">{errorLabel(work.failure)}</Notice>}
      </td>
    </tr>
  )
}

function KeyState({ person }: { person: Person }) {
  if (!person.active) return <Badge>Đã thôi</Badge>
  if (!readsTips(person.role)) return <Badge>Không đọc tin</Badge>
  return person.hasKey ? <Badge look="accent">Có khoá</Badge> : <Badge look="warn">Chờ giao khoá</Badge>
}
