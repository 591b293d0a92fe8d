using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>Runs over HTTP: started, read, refused.</summary>
public sealed class RunTests(SharedConsole shared)
{
    [Fact]
    public async Task A_run_is_created_with_its_address_and_completes_with_the_models_answer()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var created = await console.Sam.PostAsync("/api/runs", new { agent = "clerk", input = model.On("hello", Reply.Says("All good.")), onBehalfOf = new { subject = "kim" } });

        var id = created.Must(201).GetProperty("id").GetString()!;
        Assert.Equal($"/api/runs/{id}", created.Headers["Location"]);
        var run = await console.Sam.UntilAsync(id, "Completed");
        Assert.Equal("All good.", run.Text("result"));
        Assert.Equal("agent", run.Text("kind"));
        Assert.Equal(1, run.GetProperty("steps").GetInt32());
        var usage = run.GetProperty("usage");
        Assert.Equal((1000, 600, 100), (usage.GetProperty("inputTokens").GetInt32(), usage.GetProperty("cachedInputTokens").GetInt32(), usage.GetProperty("outputTokens").GetInt32()));
        Assert.Equal((400 * 2.5m + 600 * 0.25m + 100 * 10m) / 1_000_000, usage.GetProperty("costUsd").GetDecimal());
        Assert.Equal(0, usage.GetProperty("reservedUsd").GetDecimal());
    }

    [Theory]
    [InlineData("""{"agent":"clerc","input":"x","onBehalfOf":{"subject":"kim"}}""", "unknownAgent", "clerk")]
    [InlineData("""{"input":"x","onBehalfOf":{"subject":"kim"}}""", "invalidRequest", "agent")]
    [InlineData("""{"agent":"clerk","onBehalfOf":{"subject":"kim"}}""", "invalidRequest", "input")]
    [InlineData("""{"agent":"clerk","input":"x"}""", "invalidRequest", "onBehalfOf.subject")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":""}}""", "invalidRequest", "onBehalfOf.subject")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim","attributes":[1]}}""", "invalidRequest", "onBehalfOf.attributes")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"metadata":7}""", "invalidRequest", "metadata")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"limits":{"iterations":11}}""", "invalidRequest", "limits")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"limits":{"tokens":0}}""", "invalidRequest", "limits")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"limits":{"costUsd":-1}}""", "invalidRequest", "limits")]
    public async Task A_task_that_cannot_be_is_refused_by_name(string body, string code, string named)
    {
        var console = await shared.ConsoleAsync();
        var refused = (await console.Sam.PostAsync("/api/runs", body)).MustRefuse(422, code);
        Assert.Contains(named, refused.Text("title"), StringComparison.Ordinal);
    }
}
