import { describe, expect, it } from '@jest/globals';
import { ARMS_UCR, act, consign, depart, guns, ore, REGISTRY, UCR } from '../stories/acts.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';

function leads(
  steps: readonly StoryStep[],
  owners: Readonly<Record<string, string>> = {},
  own: object = {},
) {
  const parties = (REGISTRY.parties ?? []).map((party) => {
    const beneficialOwner = owners[party.id];
    if (beneficialOwner === undefined) return party;
    if (beneficialOwner.startsWith('BO-')) return { ...party, beneficialOwner };
    return { ...party, identifiers: [{ scheme: 'IBAN', value: beneficialOwner }] };
  });
  const ruleSet = {
    version: 'v',
    effectiveFrom: '2026-01-01',
    parameters: { LINKED_FLOWS: own },
  };
  const rehearsal = new Rehearsal({ ...REGISTRY, parties }, ruleSet);
  rehearsal.play(steps, '2026-12-31T00:00:00Z');
  return rehearsal.findings().filter(({ rule }) => rule === 'LINKED_FLOWS');
}

/** Goods without an origin: HIGH. */
function mineral(when: string, meansId: string) {
  return [
    consign('TRADER', `${when} 08:00`, [ore('ORPHAN-LOT', '500')]),
    depart('TRADER', `${when} 09:00`, '12-30 00:00', { transport: { mode: 'air', meansId } }),
  ];
}

function arms(when: string, meansId: string, commodity = 'ARMS') {
  const plan = { countries: ['CZ', 'PE'], transitCountries: [] };
  const members = { commodity, consignee: 'POLICE', endUser: 'POLICE', plan };
  return [
    consign('ARMOURER', `${when} 08:00`, [guns('ORPHAN-ARMS', 1, 5)], {
      ucr: ARMS_UCR,
      ...members,
    }),
    act('DEPART', 'ARMOURER', `${when} 09:00`, {
      ucr: ARMS_UCR,
      place: { locode: 'CZUBR' },
      toPlace: { locode: 'PECLL' },
      eta: '2026-12-30T00:00:00Z',
      transport: { mode: 'air', meansId },
    }),
  ];
}

describe('LINKED_FLOWS', () => {
  it('is a lead where one aircraft carried arms and minerals that are both under alert', () => {
    const [finding, ...rest] = leads([
      ...arms('03-01', 'RA 76-511'),
      ...mineral('04-01', 'ra76511'),
    ]);

    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      subject: 'vehicle/air/RA76511',
      anchor: `${ARMS_UCR};2026|${UCR};2026`,
      severity: 'INFO',
    });
  });

  it('needs something in common, and goods of two kinds', () => {
    const other = consign('ARMOURER', '05-01 08:00', [ore('ORPHAN-2', '5')], { ucr: ARMS_UCR });
    const flown = depart('ARMOURER', '05-01 09:00', '12-30 00:00', {
      ucr: ARMS_UCR,
      transport: { mode: 'air', meansId: 'RA76511' },
    });

    expect(leads([...arms('03-01', 'RA76511'), ...mineral('04-01', 'OTHER')])).toEqual([]);
    expect(leads([...mineral('04-01', 'RA76511'), other, flown])).toEqual([]);
  });

  it('goes by the code of the goods, whatever the exporter calls them', () => {
    const steps = [...arms('03-01', 'RA76511', 'OTHER'), ...mineral('04-01', 'RA76511')];

    expect(leads(steps)).toMatchObject([{ subject: 'vehicle/air/RA76511' }]);
  });

  it('sees one bank account behind two parties, however it is spelled', () => {
    const steps = [...arms('03-01', 'RA76511'), ...mineral('04-01', 'OTHER')];

    expect(leads(steps, { ARMOURER: 'CH93 0076', TRADER: 'ch930076' })).toMatchObject([
      { subject: 'iban/CH930076', severity: 'INFO' },
    ]);
    expect(leads(steps, { ARMOURER: 'CH93 0076', TRADER: 'CH93 0077' })).toEqual([]);
  });

  it('looks as many days back as it is told', () => {
    const steps = [...arms('03-01', 'RA76511'), ...mineral('04-01', 'RA76511')];

    expect(leads(steps, {}, { days: 31 })).toHaveLength(1);
    expect(leads(steps, {}, { days: 30 })).toEqual([]);
  });

  it('passes over what is in many consignments, unless these are few of all', () => {
    const steps = [...arms('03-01', 'RA76511'), ...mineral('04-01', 'RA76511')];

    expect(leads(steps, {}, { andCountAbove: 1 })).toEqual([]);
    expect(leads(steps, {}, { andCountAbove: 1, ignoreIfShareAbove: 1 })).toHaveLength(1);
    expect(leads(steps, {}, { andCountAbove: 2 })).toHaveLength(1);
  });

  it('sees a beneficial owner behind two parties, and grows with what they have in common', () => {
    const steps = [...arms('03-01', 'RA76511'), ...mineral('04-01', 'RA76511')];

    expect(leads(steps, { ARMOURER: 'BO-9', TRADER: 'BO-9' })).toMatchObject([
      { subject: expect.stringMatching(/^(owner|vehicle)/) },
      { subject: expect.stringMatching(/^(owner|vehicle)/) },
    ]);
    const three = leads(steps, {
      ARMOURER: 'BO-9',
      TRADER: 'BO-9',
      POLICE: 'BO-8',
      SMELTER: 'BO-8',
    });
    expect(three.map(({ severity }) => severity)).toEqual(['MEDIUM', 'MEDIUM', 'MEDIUM']);
  });
});
