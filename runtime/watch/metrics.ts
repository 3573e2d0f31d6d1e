import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** Figures about the running of the server, in the form that Prometheus and OpenTelemetry collectors read. */
export interface Metrics {
  readonly answered: (method: string, route: string, status: number, seconds: number) => void;
  readonly jobEnded: (kind: string, outcome: string, seconds: number) => void;
  readonly text: () => Promise<string>;
  readonly mediaType: string;
}

/**
 * Counts answers and jobs from now on.
 *
 * Labels are routes and kinds as the program knows them, so their number is
 * bounded and none tells whose data was asked for.
 */
export function makeMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: "kreislauf_http_answer_seconds",
    help: "Time to an answer, by route template",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 30],
    registers: [registry],
  });
  const jobs = new Counter({
    name: "kreislauf_jobs_total",
    help: "Jobs that ended, by kind and outcome",
    labelNames: ["kind", "outcome"] as const,
    registers: [registry],
  });
  const jobTime = new Counter({
    name: "kreislauf_job_seconds_total",
    help: "Time spent on jobs, by kind",
    labelNames: ["kind"] as const,
    registers: [registry],
  });
  return {
    answered: (method, route, status, seconds) => answers.observe({ method, route, status }, seconds),
    jobEnded: (kind, outcome, seconds) => {
      jobs.inc({ kind, outcome });
      jobTime.inc({ kind }, seconds);
    },
    text: () => registry.metrics(),
    mediaType: registry.contentType,
  };
}
