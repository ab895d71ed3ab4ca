import { answersTo, pairsFrom, sourcesIn } from "../../checking/answers.ts";
import { type Marking, marked } from "../../checking/marking.ts";
import type { Marker } from "../marker.ts";
import { checkPage } from "../pages/check.ts";
import { checkOutput, checkRecords } from "../pages/check-output.ts";
import { judgedProbes, probeKey } from "../pages/check-probes.ts";

/** Checks the numbers of a run, and its small questions where they are answered too. */
export function numbersMarker(marking: Marking, name: string, reveal: boolean): Marker {
  const { run, digits } = marking;
  const { id, title } = run.exercise;
  return {
    ...{ id, title, name },
    files: (words) => sourcesIn(words).files,
    mark: async (words) => {
      const pairs = await pairsFrom(sourcesIn(words));
      const isProbe = ({ spelled }: (typeof pairs)[number]): boolean => probeKey(spelled) !== undefined;
      const judged = marked(
        marking,
        answersTo(
          run,
          pairs.filter((pair) => !isProbe(pair)),
        ),
      );
      const probes = judgedProbes(marking, pairs.filter(isProbe), { all: false, reveal });
      const output = checkOutput(marking, judged, probes, reveal);
      const blocks = checkPage(run, judged, probes, output, { name, digits, reveal });
      return { output, report: { digits, blocks, data: output, records: checkRecords(output) } };
    },
  };
}
