namespace ApprovalConsole.Benchmarks.Pipelines;

/// <summary>What a ticket can need, and how customers say it.</summary>
/// <param name="Rule">The words that a rule looks for, as a pattern.</param>
/// <param name="Plain">What a rule finds.</param>
/// <param name="Veiled">What means the same, and no rule finds.</param>
internal sealed record Workflow(string Name, string Rule, string[] Plain, string[] Veiled)
{
    public static readonly IReadOnlyList<Workflow> All =
    [
        new("refund", "refund|money back", ["I want my money back for it.", "Please refund what I paid."], ["This is not what I paid for, and I would like to see it on my card again."]),
        new("replacement", "replacement|send (me )?another", ["Please send me another one.", "Can I have a replacement?"], ["One that works would be nice: this one never did."]),
        new("credit", "store credit|voucher", ["Store credit would be fine.", "I would take a voucher."], ["Just put it aside for my next purchase with you."]),
        new("tracking", "tracking|where is my", ["Where is my parcel?", "What is the tracking number?"], ["It should have been here on Monday, and nobody has rung."]),
        new("watch", "keep checking|let me know when", ["Let me know when it ships.", "Please keep checking for me."], ["No hurry, only say a word once it is out of your door."]),
        new("account", "delete my account|close my account", ["Please delete my account.", "I want to close my account."], ["I want to be forgotten by you, all of it."]),
        new("invoice", "invoice", ["My invoice has the wrong address.", "I need an invoice for my company."], ["The tax office wants a paper with my firm's name on it."]),
        new("care", "dishwasher|clean", ["Can it go into the dishwasher?", "How do I clean it?"], ["What does it stand, hot water and all?"]),
        new("misuse", "dropped|fell", ["I dropped it and it is in pieces.", "It fell from the table."], ["My son found out that it cannot fly."]),
        new("part", "missing|not in the box", ["The lid is missing.", "The screws were not in the box."], ["I count three where the picture shows four."]),
        new("settled", "all good|found it", ["All good now, thank you.", "I found it, sorry."], ["Never mind: my wife had put it away."]),
        new("other", "job|press", ["Do you have a job for me?", "I write for the press and have a question."], ["We should talk about the weather one day."]),
    ];
}

/// <param name="Label">What it needs. Only the count of correct outcomes sees it.</param>
internal sealed record BenchTicket(string Id, string Message, string Label)
{
    private const int Plain = 67;
    private const int Veiled = 30;

    // Words that a rule takes for something else.
    private static readonly (string Message, string Label)[] Misleading =
        [("No refund, please: where did you send it?", "tracking"), ("The invoice is fine, the lid is what I lack.", "part"), ("It fell short of what I hoped: I send it back, card 4 it is.", "refund")];

    /// <summary>The same hundred for the same seed: 67 that a rule finds, 30 that none finds, 3 that one misreads.</summary>
    public static IReadOnlyList<BenchTicket> Hundred(int seed)
    {
        var dice = new Random(seed);
        IEnumerable<(string Message, string Label)> all =
        [
            .. Enumerable.Range(0, Plain).Select(n => Workflow.All[n % Workflow.All.Count]).Select(w => (w.Plain[dice.Next(w.Plain.Length)], w.Name)),
            .. Enumerable.Range(0, Veiled).Select(n => Workflow.All[n % Workflow.All.Count]).Select(w => (w.Veiled[dice.Next(w.Veiled.Length)], w.Name)), .. Misleading,
        ];
        return [.. all.OrderBy(_ => dice.Next()).Select((t, i) => new BenchTicket($"T-{i + 1}", $"{t.Message} (order W{1000 + i})", t.Label))];
    }
}
