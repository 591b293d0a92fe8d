using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>What look-ups find: tools by name, as functions of their arguments. Null is a tool that says there is no such thing.</summary>
internal sealed class World
{
    private readonly Dictionary<string, Func<JsonElement, string?>> _tools = [];
    private readonly HashSet<string> _silent = [];

    public List<Question> Asked { get; } = [];

    public (long Count, decimal Sum) Taken { get; set; }

    public World Has(string tool, Func<JsonElement, string?> answer)
    {
        _tools[tool] = answer;
        return this;
    }

    public World IsSilent(string tool)
    {
        _silent.Add(tool);
        return this;
    }

    /// <summary>Puts a call through the three layers, answering whatever they ask.</summary>
    public Verdict On(Tool tool, string arguments, CallContext? context = null)
    {
        var answers = new Dictionary<Question, Answer>();
        while (true)
        {
            var assessment = CallValidator.Assess(tool, arguments, (context ?? Contexts.Of(People.Paula)) with { Knowledge = new Knowledge.Answers(answers) });
            if (assessment.Verdict is { } verdict) return verdict;
            Assert.NotEmpty(assessment.Needed);
            foreach (var question in assessment.Needed) answers.Add(question, AnswerTo(question)); // the same question twice would throw
        }
    }

    private Answer AnswerTo(Question question)
    {
        Asked.Add(question);
        if (question.Kind is QuestionKind.Quota) return Known(JsonSerializer.Serialize(new { count = Taken.Count, sumMicros = (long)(Taken.Sum * 1_000_000) }));
        if (_silent.Contains(question.Subject) || !_tools.TryGetValue(question.Subject, out var tool)) return new Answer.NotAnswered("silence");
        return tool(JsonElement.Parse(question.Arguments)) is { } answer ? Known(answer) : new Answer.Refused("nothing");
    }

    private static Answer.Known Known(string json) => new(JsonElement.Parse(json), Story.Noon);
}
