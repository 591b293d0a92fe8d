using System.Text;

namespace ApprovalConsole.Benchmarks.Pipelines;

/// <summary>The pipeline of the benchmark: a rule for each workflow, and an agent for what none finds.</summary>
internal static class TriageFile
{
    /// <param name="file">Where <see cref="Text"/> lies.</param>
    public static string SettingsFor(string file) => """
        {
          "Agents": {
            "desk": { "Instructions": "Work the ticket: read it, read its order, file it under the workflow that it needs.", "Tools": ["bench.*"] },
            "sorter": { "Instructions": "Answer the question about the text.", "Tools": [] }
          },
          "Tools": {
            "bench.get_ticket": { "Reversibility": "ReadOnly" }, "bench.get_order": { "Reversibility": "ReadOnly" },
            "bench.file": { "Reversibility": "Reversible", "Undo": { "Tool": "bench.file", "Arguments": { "ticket_id": "{/ticket_id}", "workflow": "other" } } }
          },
          "Pipelines": { "triage": { "File": "FILE" } }
        }
        """.Replace("FILE", file, StringComparison.Ordinal);

    public static string Text
    {
        get
        {
            var text = new StringBuilder("""
                input: { type: object, properties: { ticket_id: { type: string } }, required: [ticket_id], additionalProperties: false }
                nodes:
                  - { id: ticket, call: bench.get_ticket, with: { ticket_id: "{/input/ticket_id}" } }
                  - { id: order, call: bench.get_order, with: { order_id: "{/ticket/order_id}" } }
                  - id: workflow
                    choose:

                """);
            foreach (var workflow in Workflow.All)
                text.Append("      - { name: ").Append(workflow.Name).Append(", when: { value: \"{/ticket/message}\", matches: { type: string, pattern: \"").Append(Anyhow(workflow.Rule))
                    .Append("\" } }, do: [ { id: by-").Append(workflow.Name).Append(", value: ").Append(workflow.Name).AppendLine(" } ] }");
            return text.Append("""
                    else:
                      - id: sort
                        ask: sorter
                        question: Which workflow does this ticket need?
                        given: { message: "{/ticket/message}" }
                        answers: [
                """).AppendJoin(", ", Workflow.All.Select(w => w.Name)).Append("""
                ]
                        atLeast: 0.7
                      - { id: by-agent, value: "{/sort/answer}" }
                  - { id: file, call: bench.file, with: { ticket_id: "{/input/ticket_id}", workflow: "{/workflow}" } }
                """).ToString();
        }
    }

    /// <summary>Whatever the case of a word's first letter.</summary>
    private static string Anyhow(string rule) => string.Join('|', rule.Split('|').Select(words => char.IsLetter(words[0]) ? $"[{char.ToUpperInvariant(words[0])}{words[0]}]{words[1..]}" : words));
}
