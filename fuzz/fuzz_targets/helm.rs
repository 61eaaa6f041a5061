#![no_main]
//! A chart whose template is the text, and one whose values are: no panic, no hang.

use libfuzzer_sys::fuzz_target;
use ringfort_engine::Memory;
use ringfort_ingest::{Options, ingest};

const CHART: &str = "apiVersion: v2\nname: c\nversion: 1.0.0\n";
const VALUES: &str = "s: text\nn: 5\nb: true\nl: [1, a]\nm: {x: {y: z}}\n";
const TEMPLATE: &str = "{{ toYaml .Values }}\n{{ range $k, $v := .Values }}{{ $k }}: {{ $v | quote }}\n{{ end }}";

fuzz_target!(|text: &str| {
    for (values, template) in [(VALUES, text), (text, TEMPLATE)] {
        let world = Memory::new([
            ("Chart.yaml", CHART),
            ("values.yaml", values),
            ("templates/a.yaml", template),
        ]);
        ingest(&world, &Options::default());
    }
});
