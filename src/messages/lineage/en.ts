/** What is said of the lots that goods were made of, in English. */
export const lineage = {
  'lineage.title': 'The chain as a graph: lots and what became of them',
  'lineage.picture': 'Picture of the lots',
  'lineage.table': 'What became of which lots',
  'lineage.from': 'From',
  'lineage.act': 'By what',
  'lineage.to': 'Became',
  'lineage.gap': 'Gap',
  'lineage.nobody': 'nobody on record',
  'lineage.unchanged': {
    one: 'It is {count} lot, which was not split, merged or transformed.',
    other: 'There are {count} lots; none was split, merged or transformed.',
  },
  'lineage.tooMany': 'With {count} lots a picture would show nothing; the table tells them all.',
  'lineage.own': 'Goods of this consignment, with the bold frame:',
};
